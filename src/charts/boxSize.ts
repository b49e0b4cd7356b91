/**
 * The size of a box of text whose numbers change on every frame. Measuring makes the browser lay out the page, and digits are all
 * equally wide: it is measured again only when its number of characters changes.
 */
export function createBoxSize(): (box: HTMLElement) => { readonly width: number; readonly height: number } {
  let length = -1;
  let size = { width: 0, height: 0 };
  return (box) => {
    if (box.textContent.length !== length) {
      length = box.textContent.length;
      size = { width: box.offsetWidth, height: box.offsetHeight };
    }
    return size;
  };
}
