// @ts-check
// A page that was opened to be printed asks for a printer.

if (document.readyState === "complete") print();
else addEventListener("load", () => print());

// A module; it gives nothing.
export {};
