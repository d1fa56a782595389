//! The audit log as a file for a spreadsheet: `/settings/audit.csv`. Written as it is read, some
//! lines at a time; no cell of it is a formula, and who lost the right gets no further line.

use std::{io, sync::Arc};

use futures_util::stream;
use poem::Body;

use crate::{
    desk::{
        access::{Credential, Need, Seen, UserDesk},
        audit::AuditQuery,
    },
    domain::{audit::AuditLine, right::Right},
    web::{Web, api, call::Call, error::WebError, gate::Answer, site, spreadsheet},
};

/// Lines that are read and written at once.
const CHUNK: usize = 200;
const COLUMNS: [&str; 9] = [
    "id", "at", "who", "via", "from", "act", "kind", "subject", "changes",
];

/// Sends the lines that the page shows, all of them.
pub async fn settings_audit_csv(call: Call, user: UserDesk) -> Answer {
    let query = api::audit::read(&call.query)?;
    let (asked, now) = (query.clone(), call.now);
    // First, so that an export that breaks off is noted too.
    call.run(move |_| user.audit_exported(&asked, now)).await?;
    let head = spreadsheet::head(&COLUMNS).map_err(WebError::internal)?;
    let cookie = site::cookie(&call.headers, call.web.site.cookie_name()).unwrap_or_default();
    let rest = Rest {
        web: Arc::clone(&call.web),
        credential: Credential::Cookie(cookie.to_owned()),
        query: Some(query),
        head: Some(head),
    };
    let bytes = stream::try_unfold(rest, Rest::next);
    Ok(spreadsheet::file(
        "audit.csv",
        Body::from_bytes_stream(bytes),
    ))
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
            bytes.extend(spreadsheet::record(&cells(line))?);
        }
        self.query = page.next.map(|id| AuditQuery {
            before: Some(id),
            ..query
        });
        Ok(Some((bytes, self)))
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
