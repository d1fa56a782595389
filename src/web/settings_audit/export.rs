//! The audit log as a file for a spreadsheet: `/settings/audit.csv`. Written as it is read, some
//! lines at a time; no cell of it is a formula.

use std::{borrow::Cow, io, sync::Arc};

use futures_util::stream;
use poem::{Body, Response};

use crate::{
    desk::{Desk, access::UserDesk, audit::AuditQuery},
    domain::audit::AuditLine,
    web::{api, call::Call, error::WebError, gate::Answer},
};

/// Lines that are read and written at once.
const CHUNK: usize = 200;
const COLUMNS: [&str; 9] = [
    "id", "at", "who", "via", "from", "act", "kind", "subject", "changes",
];

/// Sends the lines that the page shows, all of them.
pub async fn settings_audit_csv(call: Call, user: UserDesk) -> Answer {
    let query = api::audit::read(&call.query)?;
    let (asked, exporter, now) = (query.clone(), user.clone(), call.now);
    // First, so that an export that breaks off is noted too.
    call.run(move |_| exporter.audit_exported(&asked, now))
        .await?;
    let head = record(&COLUMNS.map(str::to_owned)).map_err(WebError::internal)?;
    let rest = Rest {
        desk: Arc::clone(&call.web.desk),
        user,
        query: Some(query),
        head: Some(head),
    };
    let bytes = stream::try_unfold(rest, Rest::next);
    Ok(Response::builder()
        .content_type("text/csv; charset=utf-8; header=present")
        .header("content-disposition", "attachment; filename=\"audit.csv\"")
        .body(Body::from_bytes_stream(bytes)))
}

/// What is still to be sent.
struct Rest {
    desk: Arc<Desk>,
    user: UserDesk,
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
        let (user, asked) = (self.user.clone(), query.clone());
        let page = self.desk.run(move |_| user.audit(&asked, CHUNK)).await;
        let page = page.map_err(io::Error::other)?.map_err(io::Error::other)?;
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
    writer.write_record(cells.iter().map(|cell| plain(cell).into_owned()))?;
    writer
        .into_inner()
        .map_err(|error| io::Error::other(error.to_string()))
}

/// A text that a spreadsheet takes for a text: what would begin a formula gets an apostrophe before
/// it (OWASP, CSV injection).
fn plain(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
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
