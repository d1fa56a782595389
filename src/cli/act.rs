//! Doing an admin's command: through the running desk, or in the data folder when none runs.

pub mod reindex;

use std::{process::ExitCode, time::Duration};

use anyhow::{Context, bail};

use crate::{
    app,
    base::clock,
    config::{self, Config, Loaded},
    control::{
        client,
        command::{Answer, Command, Setup, execute},
        user::{Key, UserAdd},
    },
    desk::{Desk, STORE_FILE, mailboxes::NewMailbox, smarthost::sealed_advice},
    domain::user::Language,
    store::{StoreError, peek},
};

use super::{
    mailbox::{MailboxPlan, PlusAddresses},
    password_file::Password,
    setup::{SetupPlan, TokenWish},
    smarthost::SmarthostPlan,
    token::TokenPlan,
    user::{self, UserPlan},
};

/// How long a desk that is starting has for its socket, and another verb for its work.
const STARTING: Duration = Duration::from_secs(5);
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Ends the first run.
///
/// # Errors
/// What the desk refused or the disk said.
pub fn setup(loaded: Loaded, plan: SetupPlan) -> anyhow::Result<ExitCode> {
    let data = loaded.config.data.clone();
    let (smarthost, smarthost_password) = match plan.smarthost {
        Some((smarthost, password)) => (Some(smarthost), password.as_ref().map(text)),
        None => (None, None),
    };
    let command = Command::Setup(Box::new(Setup {
        organization: plan.organization,
        language: Language::default(),
        time_zone: local_zone(),
        admin_name: plan.admin.local().to_owned(),
        admin: plan.admin,
        password: text(&plan.password),
        mailbox: plan.mailbox,
        smarthost,
        smarthost_password,
        token: plan.token == TokenWish::Print,
        demo: false,
    }));
    let lines = run(&loaded.config, command)?;
    if let Some(url) = plan.url {
        let file = data.join("guichet.toml");
        let value = config::value::Value::Text(url.to_string());
        let written = config::file::set(&file, &config::web::URL, &value);
        if written.is_err() {
            // The token is shown this once.
            print(&lines)?;
        }
        written.with_context(|| {
            format!("the desk is set up, but {} was not written", file.display())
        })?;
        println!(
            "wrote [web] url = \"{url}\" to {}; it counts from the next start",
            file.display()
        );
    }
    print(&lines)
}

/// The zone of this machine where it says one, else UTC.
fn local_zone() -> String {
    let link = std::fs::read_link("/etc/localtime").unwrap_or_default();
    let name = link.to_string_lossy();
    let name = name
        .split_once("zoneinfo/")
        .map_or("", |(_, name)| name)
        .to_owned();
    if jiff::tz::TimeZone::get(&name).is_ok() {
        name
    } else {
        "UTC".to_owned()
    }
}

/// Lists, adds or changes users.
///
/// # Errors
/// What the desk refused or the disk said.
pub fn user(loaded: Loaded, plan: UserPlan) -> anyhow::Result<ExitCode> {
    let command = match plan {
        UserPlan::List => Command::UserList,
        UserPlan::Add {
            email,
            name,
            roles,
            visibility,
            groups,
            key,
        } => Command::UserAdd(Box::new(UserAdd {
            email,
            name,
            roles,
            visibility,
            groups,
            key: of(&key),
        })),
        UserPlan::Password { email, key } => Command::UserPassword {
            email,
            key: of(&key),
        },
        UserPlan::TotpReset(email) => Command::UserTotpReset(email),
        UserPlan::Disable(email) => Command::UserDisable(email),
        UserPlan::Enable(email) => Command::UserEnable(email),
    };
    print(&run(&loaded.config, command)?)
}

/// Adds a mailbox.
///
/// # Errors
/// What the desk refused or the disk said.
pub fn mailbox(loaded: Loaded, plan: MailboxPlan) -> anyhow::Result<ExitCode> {
    let new = NewMailbox {
        address: plan.address,
        display_name: plan.display_name,
        aliases: plan.aliases,
        delivery_domain: plan.delivery_domain,
        plus_addresses: matches!(plan.plus_addresses, PlusAddresses::Yes),
    };
    print(&run(&loaded.config, Command::MailboxAdd(new))?)
}

/// Makes an API token; it is the last line.
///
/// # Errors
/// What the desk refused or the disk said.
pub fn token(loaded: Loaded, plan: TokenPlan) -> anyhow::Result<ExitCode> {
    print(&run(
        &loaded.config,
        Command::TokenCreate {
            user: plan.email,
            name: plan.name,
            scopes: plan.scopes,
            expires: plan.expires,
        },
    )?)
}

/// Chooses the server that sends all mail, or says which one does.
///
/// # Errors
/// What the desk refused or the disk said.
pub fn smarthost(loaded: Loaded, plan: SmarthostPlan) -> anyhow::Result<ExitCode> {
    let command = match plan {
        SmarthostPlan::Set(smarthost, password) => Command::SmarthostSet {
            smarthost: Some(smarthost),
            password: password.as_ref().map(text),
        },
        SmarthostPlan::None => Command::SmarthostSet {
            smarthost: None,
            password: None,
        },
        SmarthostPlan::Show => Command::SmarthostShow,
    };
    print(&run(&loaded.config, command)?)
}

/// What is wrong in a data folder that is there, a line each. Changes nothing in it, and says
/// nothing of a folder that only a start can read.
#[must_use]
pub fn advice(config: &Config) -> Vec<String> {
    let file = config.data.join(STORE_FILE);
    match peek::sealed_otherwise(&file, &config.data.join("guichet.key")) {
        Ok(names) => names.iter().map(|name| sealed_advice(name)).collect(),
        Err(StoreError::Locked) => match client::send(&config.data, &Command::Advice) {
            Ok(Answer::Done(lines)) => lines,
            Ok(Answer::Going { .. }) => Vec::new(),
            Ok(Answer::Refused(_)) | Err(_) => Vec::new(),
        },
        Err(_) => Vec::new(),
    }
}

fn of(key: &user::Key) -> Key {
    match key {
        user::Key::Password(password) => Key::Password(text(password)),
        user::Key::Link(url) => Key::Link(url.to_string()),
    }
}

fn text(password: &Password) -> String {
    password.as_str().to_owned()
}

fn print(lines: &[String]) -> anyhow::Result<ExitCode> {
    lines.iter().for_each(|line| println!("{line}"));
    Ok(ExitCode::SUCCESS)
}

fn run(config: &Config, command: Command) -> anyhow::Result<Vec<String>> {
    // A folder that was mistyped would get a desk that nobody serves.
    let makes = matches!(command, Command::Setup(_));
    if !makes && !config.data.join(STORE_FILE).exists() {
        bail!(
            "there is no desk in {}; `guichet setup` or `guichet serve` makes one",
            config.data.display()
        );
    }
    app::make_folder(&config.data)?;
    match answer(config, &command)? {
        Answer::Done(lines) => Ok(lines),
        Answer::Refused(why) => bail!(why),
        Answer::Going { .. } => bail!("the desk is not through with it"),
    }
}

/// The desk that holds the store may be just starting: its socket comes a moment after its lock.
/// Or another verb holds it, which has no socket and lets go soon.
fn answer(config: &Config, command: &Command) -> anyhow::Result<Answer> {
    let start = std::time::Instant::now();
    loop {
        match Desk::open(app::desk_options(config)) {
            Ok(desk) => return Ok(execute(&desk, command.clone(), clock::now())),
            Err(StoreError::Locked) => {}
            Err(error) => {
                return Err(error).with_context(|| {
                    format!("the data folder {} cannot be used", config.data.display())
                });
            }
        }
        match client::send(&config.data, command) {
            Ok(answer) => return Ok(answer),
            Err(_) if start.elapsed() < STARTING => std::thread::sleep(LOOK_AGAIN),
            Err(error) => {
                return Err(error).context("a desk runs on this data folder but does not answer");
            }
        }
    }
}
