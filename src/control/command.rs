//! What an admin can ask for, and doing it. One function for both ways.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tracing::info;

use crate::{
    desk::{
        Desk,
        api_token::NewToken,
        mailboxes::NewMailbox,
        problem::{Fault, Problem},
        search::Progress,
        setup::FirstRun,
        smarthost::{PASSWORD, PasswordState, sealed_advice},
        warrant::Warrant,
    },
    domain::{
        address::EmailAddress, civil::read_end, credential::Scope, settings::Smarthost,
        time::Timestamp, user::Language,
    },
};

use super::user::{self, Key, UserAdd};

/// One command, as it goes through the socket.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Command {
    Setup(Box<Setup>),
    UserList,
    UserAdd(Box<UserAdd>),
    UserPassword {
        email: EmailAddress,
        key: Key,
    },
    UserTotpReset(EmailAddress),
    UserDisable(EmailAddress),
    UserEnable(EmailAddress),
    MailboxAdd(NewMailbox),
    TokenCreate {
        user: EmailAddress,
        name: String,
        scopes: Vec<Scope>,
        /// A day in the desk's time zone or a time of RFC 3339.
        expires: Option<String>,
    },
    /// The server that sends all mail, judged by the caller; None sends straight to each recipient's.
    SmarthostSet {
        smarthost: Option<Smarthost>,
        password: Option<String>,
    },
    SmarthostShow,
    /// What is wrong with the running desk, a line each.
    Advice,
    /// Begins to make the search index anew.
    Reindex,
    /// How far that is.
    ReindexProgress,
}

impl Command {
    /// True if it takes a password, whose hash takes its time.
    #[must_use]
    pub fn hashes(&self) -> bool {
        matches!(
            self,
            Self::Setup(_) | Self::UserAdd { .. } | Self::UserPassword { .. }
        )
    }
}

/// The first run without a browser.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Setup {
    pub organization: String,
    pub language: Language,
    pub time_zone: String,
    pub admin: EmailAddress,
    pub admin_name: String,
    pub password: String,
    pub mailbox: EmailAddress,
    pub smarthost: Option<Smarthost>,
    pub smarthost_password: Option<String>,
    /// True to make an API token for the admin.
    pub token: bool,
    pub demo: bool,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Lines to print.
    Done(Vec<String>),
    /// Why not, in words that say what to do.
    Refused(String),
    /// It goes on: so many tickets of all.
    Going { done: u64, all: u64 },
}

/// Does a command.
#[must_use]
pub fn execute(desk: &Arc<Desk>, command: Command, now: Timestamp) -> Answer {
    let about = match command {
        Command::SmarthostSet { .. } | Command::SmarthostShow => About::Smarthost,
        _ => About::Other,
    };
    if matches!(command, Command::Reindex | Command::ReindexProgress) {
        return reindex(desk, &command)
            .unwrap_or_else(|problem| Answer::Refused(problem.to_string()));
    }
    match done(desk, command, now) {
        Ok(lines) => Answer::Done(lines),
        Err(Refusal::Words(words)) => Answer::Refused(words),
        Err(Refusal::Problem(problem)) => Answer::Refused(words(problem, about)),
    }
}

fn reindex(desk: &Desk, command: &Command) -> Result<Answer, Problem> {
    if matches!(command, Command::Reindex) {
        desk.reindex()?;
        info!("a verb has the search index made anew");
    }
    Ok(match desk.reindex_progress()? {
        Some(Progress { done, all }) => Answer::Going { done, all },
        None => Answer::Done(Vec::new()),
    })
}

/// What a command that found nothing looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Smarthost,
    Other,
}

/// Why a command was not done.
pub(super) enum Refusal {
    Problem(Problem),
    /// In words that say what to do.
    Words(String),
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

fn words(problem: Problem, about: About) -> String {
    match problem {
        Problem::Forbidden => {
            "this desk is set up already; use `guichet user`, `mailbox` and `token`".to_owned()
        }
        Problem::NotFound if about == About::Smarthost => {
            "this desk is not set up yet; `guichet setup` takes --smarthost".to_owned()
        }
        Problem::NotFound => "there is no such user".to_owned(),
        problem => problem.to_string(),
    }
}

fn done(desk: &Arc<Desk>, command: Command, now: Timestamp) -> Result<Vec<String>, Refusal> {
    match command {
        Command::Setup(setup) => Ok(first_run(desk, *setup, now)?),
        Command::UserList => user::list(desk),
        Command::UserAdd(add) => user::add(desk, *add, now),
        Command::UserPassword { email, key } => user::password(desk, &email, &key, now),
        Command::UserTotpReset(email) => user::totp_reset(desk, &email, now),
        Command::UserDisable(email) => user::disable(desk, &email, now),
        Command::UserEnable(email) => user::enable(desk, &email, now),
        Command::MailboxAdd(new) => {
            let warrant = Warrant::command_line();
            let mailbox = desk.mailbox_make(&warrant, new.into(), now)?;
            info!(mailbox.id = %mailbox.id, "a verb made mailbox {}", mailbox.id);
            Ok(vec![format!(
                "the desk now receives mail for {}",
                mailbox.address
            )])
        }
        Command::TokenCreate {
            user,
            name,
            scopes,
            expires,
        } => {
            let new = NewToken {
                owner: user::find(desk, &user)?.id,
                name,
                scopes,
                expires: expires.map(|text| end(desk, &text)).transpose()?,
            };
            let (token, _) = desk.token_make(&Warrant::command_line(), new, now)?;
            info!("a verb made an API token");
            Ok(vec![token])
        }
        Command::SmarthostSet {
            smarthost,
            password,
        } => {
            desk.smarthost_set(smarthost, password, now)?;
            Ok(smarthost_lines(desk)?)
        }
        Command::SmarthostShow => Ok(smarthost_lines(desk)?),
        Command::Advice => {
            let sealed = desk.sealed_otherwise().map_err(Problem::from)?;
            Ok(sealed.iter().map(|name| sealed_advice(name)).collect())
        }
        // Answered with their progress.
        Command::Reindex | Command::ReindexProgress => Ok(Vec::new()),
    }
}

fn smarthost_lines(desk: &Arc<Desk>) -> Result<Vec<String>, Problem> {
    let state = desk.smarthost()?.ok_or(Problem::NotFound)?;
    let Some(smarthost) = state.smarthost else {
        return Ok(vec![
            "mail goes straight to each recipient's server".to_owned(),
        ]);
    };
    let password = match state.password {
        PasswordState::Absent => "without a password",
        PasswordState::Kept => "with a password",
        PasswordState::Sealed => return Ok(vec![smarthost.url(), sealed_advice(PASSWORD)]),
    };
    Ok(vec![format!(
        "mail goes through {} {password}",
        smarthost.url()
    )])
}

fn end(desk: &Arc<Desk>, text: &str) -> Result<Timestamp, Problem> {
    let book = desk.book()?;
    let zone = book.settings.as_ref().map(|settings| &settings.time_zone);
    let end = read_end(text, zone.map_or("UTC", String::as_str));
    end.ok_or(Problem::field("expires", Fault::Day))
}

fn first_run(desk: &Arc<Desk>, setup: Setup, now: Timestamp) -> Result<Vec<String>, Problem> {
    let token = setup.token;
    let admin = desk.first_run(
        FirstRun {
            organization: setup.organization,
            language: setup.language,
            time_zone: setup.time_zone,
            mailbox: setup.mailbox.clone(),
            admin_name: setup.admin_name,
            admin_email: setup.admin,
            password: setup.password,
            smarthost: setup.smarthost,
            smarthost_password: setup.smarthost_password,
            demo: setup.demo,
        },
        now,
    )?;
    let mut lines = vec![format!(
        "the desk is set up: {} is admin, mail for {} becomes tickets",
        admin.email, setup.mailbox
    )];
    if token {
        lines.push(desk.token_create(&admin.email, "setup", now)?);
        info!("a verb made an API token");
    }
    Ok(lines)
}
