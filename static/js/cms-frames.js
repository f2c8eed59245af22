// A message in its frames is shown whole: each frame is as high as what it holds. Without this script it is high enough for most, and scrolls.
const frames = [...document.querySelectorAll(".sponsor__looks iframe")];

function fit(frame) {
  const page = frame.contentDocument?.querySelector(".sheet > .wrap");
  if (page) frame.style.blockSize = `${Math.ceil(page.getBoundingClientRect().height)}px`;
}

for (const frame of frames) {
  frame.addEventListener("load", () => fit(frame));
  fit(frame);
}
addEventListener("resize", () => frames.forEach(fit));
