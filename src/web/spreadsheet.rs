//! Files that a spreadsheet opens: comma-separated (RFC 4180), no cell of them is a formula.

use std::io;

use poem::{Body, Response};

/// What a file in UTF-8 begins with, so that Excel does not read it in the letters of its country.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// The first line of a file.
///
/// # Errors
/// As [`record`].
pub fn head(columns: &[&str]) -> io::Result<Vec<u8>> {
    let names: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
    Ok([BOM, &record(&names)?].concat())
}

/// Answers with a file; `name` is one of ours.
#[must_use]
pub fn file(name: &'static str, body: Body) -> Response {
    Response::builder()
        .content_type("text/csv; charset=utf-8; header=present")
        .header(
            "content-disposition",
            format!("attachment; filename=\"{name}\""),
        )
        .body(body)
}

/// One line of the file (RFC 4180), every cell between quotes.
///
/// # Errors
/// [`io::Error`] never: it is written to memory.
pub fn record(cells: &[String]) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(cells.iter().map(|cell| plain(cell)))?;
    writer
        .into_inner()
        .map_err(|error| io::Error::other(error.to_string()))
}

/// A text that a spreadsheet takes for a text: what would begin a formula gets an apostrophe before
/// it (OWASP, CSV injection).
///
/// Also inside of a cell: a spreadsheet that splits at semicolons or tabs begins a cell of its own
/// behind each of them, whatever our quotes say.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 1);
    let mut begins = true;
    for sign in text.chars() {
        if begins && begins_formula(sign) {
            plain.push('\'');
        }
        plain.push(sign);
        // What is not seen in front of a sign does not protect from it.
        let unseen = sign.is_whitespace() || sign.is_control() || sign == '\u{feff}';
        begins = ends_cell(sign) || (begins && unseen);
    }
    plain
}

/// The last four are what Excel in Japanese and Chinese takes for the first.
fn begins_formula(sign: char) -> bool {
    matches!(
        sign,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠'
    )
}

fn ends_cell(sign: char) -> bool {
    matches!(sign, ';' | ',' | '\t' | '"' | '\r' | '\n')
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn no_part_of_a_cell_begins_a_formula() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("＝1", "'＝1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠x", "'＠x"),
            ("  =1", "  '=1"),
            ("\u{a0}\u{feff}@x", "\u{a0}\u{feff}'@x"),
            ("a\";=HYPERLINK(1)", "a\";'=HYPERLINK(1)"),
            ("a; =1", "a; '=1"),
            ("a,-1", "a,'-1"),
            ("a\"+1", "a\"'+1"),
            ("a\t=1", "a\t'=1"),
            ("\t=1", "'\t'=1"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("a\r=1", "a\r'=1"),
            ("a\n=1", "a\n'=1"),
            ("a\r\n@x", "a\r\n'@x"),
            ("name: a\n\u{0}=1", "name: a\n\u{0}'=1"),
            // What stands behind a word calculates nothing.
            ("a=1", "a=1"),
            ("old → -1", "old → -1"),
            ("2026-07-01T10:00:00.000Z", "2026-07-01T10:00:00.000Z"),
            ("'=1", "'=1"),
            ("", ""),
        ] {
            assert_eq!(plain(text), expected, "{text:?}");
        }
    }
}
