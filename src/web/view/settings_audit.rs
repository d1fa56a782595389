//! The audit log as it is drawn: one row for each act.

use serde::Serialize;

use crate::domain::time::Timestamp;

/// `settings_audit.html`.
#[derive(Clone, Debug, Serialize)]
pub struct AuditPage {
    /// As typed.
    pub query: String,
    /// The word of the chosen kind; empty for all.
    pub kind: &'static str,
    pub kinds: Vec<&'static str>,
    /// Newest first.
    pub rows: Vec<AuditRow>,
    /// Where older lines are, or where the search goes on; None at the end.
    pub older_url: Option<String>,
    /// True if the search stopped before this page was full.
    pub stopped: bool,
    /// Back to the newest lines; None where they are shown.
    pub newest_url: Option<String>,
    /// The same lines as a file.
    pub csv_url: String,
    pub chain: AuditChain,
}

/// One act.
#[derive(Clone, Debug, Serialize)]
pub struct AuditRow {
    pub id: u64,
    pub at: Timestamp,
    pub who: Who,
    /// The word of the act: `audit-<word>` says it.
    pub act: &'static str,
    pub kind: &'static str,
    pub subject: String,
    pub changes: Vec<Changed>,
    /// The peer's address; empty for the command line and the desk.
    pub from: String,
    pub door: Door,
}

/// A field before and after; no parts are nothing.
#[derive(Clone, Debug, Serialize)]
pub struct Changed {
    /// Its word in `audit-field-<word>`; empty if the locales do not have it.
    pub label: String,
    /// As the log has it.
    pub field: String,
    pub old: Vec<Said>,
    pub new: Vec<Said>,
}

/// A part of a value.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Said {
    /// A word of a closed set, by the id of its message.
    Message {
        id: String,
    },
    Browser {
        browser: String,
        system: String,
    },
    /// As it was written.
    Text {
        text: String,
    },
}

/// Who acted.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Who {
    User {
        name: String,
        /// Empty if the name is all that was kept.
        address: String,
    },
    /// Whoever owns the data folder.
    Command,
    Desk,
    /// Somebody who did not prove to be anybody; what they typed.
    Stranger {
        typed: String,
    },
}

/// By which door.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Door {
    Page,
    Token { name: String },
    Command,
    Link,
    Desk,
}

/// What the chain of lines says.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct AuditChain {
    pub at: Timestamp,
    /// Lines that were verified.
    pub lines: u64,
    /// False while there are lines that were not verified yet.
    pub whole: bool,
    /// The first line that is missing or was changed.
    pub broken_at: Option<u64>,
}
