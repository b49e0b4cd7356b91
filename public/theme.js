// Runs before the first paint, so that a link with theme=dark does not flash. The page keeps it up to date afterwards.
const chosen = /[#&]mode=(projector)(&|$)/.exec(location.hash) ?? /[#&]theme=(light|dark)(&|$)/.exec(location.hash);
if (chosen) document.documentElement.dataset.theme = chosen[1];
