//! The audit log as a file for a spreadsheet: `/settings/audit.csv`. Written as it is read, some
//! lines at a time; no cell of it is a formula, and who lost the right gets no further line.

use std::{io, sync::Arc};

use futures_util::stream;
use poem::{Body, Response};

use crate::{
    desk::{
        access::{Credential, Need, Seen, UserDesk},
        audit::AuditQuery,
    },
    domain::{audit::AuditLine, right::Right},
    web::{Web, api, call::Call, error::WebError, gate::Answer, site},
};

/// Lines that are read and written at once.
const CHUNK: usize = 200;
const COLUMNS: [&str; 9] = [
    "id", "at", "who", "via", "from", "act", "kind", "subject", "changes",
];

/// What a file in UTF-8 begins with, so that Excel does not read it in the letters of its country.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// Sends the lines that the page shows, all of them.
pub async fn settings_audit_csv(call: Call, user: UserDesk) -> Answer {
    let query = api::audit::read(&call.query)?;
    let (asked, now) = (query.clone(), call.now);
    // First, so that an export that breaks off is noted too.
    call.run(move |_| user.audit_exported(&asked, now)).await?;
    let head = record(&COLUMNS.map(str::to_owned)).map_err(WebError::internal)?;
    let cookie = site::cookie(&call.headers, call.web.site.cookie_name()).unwrap_or_default();
    let rest = Rest {
        web: Arc::clone(&call.web),
        credential: Credential::Cookie(cookie.to_owned()),
        query: Some(query),
        head: Some([BOM, &head].concat()),
    };
    let bytes = stream::try_unfold(rest, Rest::next);
    Ok(Response::builder()
        .content_type("text/csv; charset=utf-8; header=present")
        .header("content-disposition", "attachment; filename=\"audit.csv\"")
        .body(Body::from_bytes_stream(bytes)))
}

/// What is still to be sent.
struct Rest {
    web: Arc<Web>,
    /// Judged again at each piece: a file that is fetched slowly ends when its reader may not.
    credential: Credential,
    /// None when all was read.
    query: Option<AuditQuery>,
    head: Option<Vec<u8>>,
}

impl Rest {
    async fn next(mut self) -> io::Result<Option<(Vec<u8>, Self)>> {
        if let Some(head) = self.head.take() {
            return Ok(Some((head, self)));
        }
        let Some(query) = self.query.take() else {
            return Ok(None);
        };
        let (credential, asked) = (self.credential.clone(), query.clone());
        let now = self.web.clock.now();
        let page = self.web.desk.run(move |desk| {
            let need = Need::Right(Right::Audit);
            let user = desk.enter(&credential, need, None, Seen::Leave, now);
            let user = user.map_err(io::Error::other)?;
            user.audit(&asked, CHUNK).map_err(io::Error::other)
        });
        let page = page.await.map_err(io::Error::other)??;
        let mut bytes = Vec::new();
        for line in &page.lines {
            bytes.extend(record(&cells(line))?);
        }
        self.query = page.next.map(|id| AuditQuery {
            before: Some(id),
            ..query
        });
        Ok(Some((bytes, self)))
    }
}

/// One line of the file (RFC 4180), every cell between quotes.
fn record(cells: &[String; COLUMNS.len()]) -> io::Result<Vec<u8>> {
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

fn cells(line: &AuditLine) -> [String; COLUMNS.len()] {
    let changes: Vec<String> = line
        .changes
        .iter()
        .map(|changed| format!("{}: {} → {}", changed.field, changed.old, changed.new))
        .collect();
    [
        line.id.to_string(),
        line.at.rfc3339(),
        line.who.clone(),
        api::audit::via(&line.via),
        line.from.map(|from| from.to_string()).unwrap_or_default(),
        line.act.word().to_owned(),
        line.act.kind().word().to_owned(),
        line.subject.clone(),
        changes.join("\n"),
    ]
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
