//! HTML that is made to cost time or memory: every case is cheap and its output bounded.

use std::fmt::Write;

use super::{blocked, text};
use crate::mail::tests::processor_time;

#[test]
fn costly_html_is_cheap() {
    let fonts = |count: usize| {
        (0..count).fold(String::new(), |mut out, n| {
            let _ = write!(out, "<font size={n}>");
            out
        })
    };
    for (name, html) in [
        ("divs", "<div>".repeat(32_000)),
        (
            "divs with ends",
            format!("{}{}", "<div>".repeat(100_000), "</div>".repeat(100_000)),
        ),
        ("spans", "<span><b><i>".repeat(32_000)),
        (
            "fonts and paragraphs",
            format!("<p>{}{}", fonts(2_000), "<div>x</div>".repeat(20_000)),
        ),
        (
            "fonts in tables",
            format!("<table>{}{}", fonts(2_000), "<tr>x</tr>".repeat(20_000)),
        ),
        ("links", "<a href=https://x.example>".repeat(40_000)),
        ("tables", "<table><tr><td>".repeat(20_000)),
        ("tables in tables without cells", "<table>".repeat(50_000)),
        ("lists", "<ul><li>".repeat(40_000)),
        ("definitions", "<dl><dt><dd>".repeat(20_000)),
        ("blockquotes", "<blockquote type=cite>".repeat(40_000)),
        (
            "attributes",
            format!(
                "<div {}>x</div>",
                (0..50_000).fold(String::new(), |mut out, n| {
                    let _ = write!(out, "a{n}=1 ");
                    out
                })
            ),
        ),
        ("open comments", "<!--".repeat(100_000)),
        ("open styles", "<style>".repeat(60_000)),
        ("open titles and svgs", "<title><svg>".repeat(30_000)),
        ("open brackets", "<".repeat(100_000)),
        ("open tags", "<a ".repeat(150_000)),
        ("open quotes", "<a b=\"".repeat(80_000)),
        ("ampersands", "&".repeat(100_000)),
        ("numbers", "&#".repeat(50_000)),
        ("cids", "<img src=cid:".repeat(30_000)),
    ] {
        let started = processor_time();
        let clean = blocked(&html);
        assert!(
            clean.html.len() < html.len() * 12 + 1_000,
            "{name}: {} of {}",
            clean.html.len(),
            html.len()
        );
        let text = text::from_html(&html);
        assert!(
            text.len() <= html.len() * 25,
            "{name}: {} of {}",
            text.len(),
            html.len()
        );
        let took = processor_time() - started;
        assert!(took.as_millis() < 3_000, "{name} took {took:?}");
    }
}
