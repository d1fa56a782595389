//! The sample organization: who works there, in which groups, with which password.

use std::sync::Arc;

use crate::{
    desk::{
        Desk,
        access::UserDesk,
        groups::GroupEdit,
        people::NewUser,
        problem::{Fault, Problem},
        setup::FirstRun,
        warrant::Warrant,
    },
    domain::{
        access::Visibility, address::EmailAddress, role::EXPERT, time::Timestamp, user::Language,
    },
};

use super::samples::{Person, Samples};

/// What customers write to.
pub const MAILBOX: &str = "support@lumen.example";
/// The password of everybody in a demo; it protects nothing but invented tickets.
pub const PASSWORD: &str = "lumen demo desk";
/// The groups that tickets are given to.
pub const GROUPS: [&str; 4] = ["Front desk", "Network", "Devices", "Accounts"];

/// Ends the first run of an empty desk.
///
/// # Errors
/// What the desk refused.
pub fn found(desk: &Arc<Desk>, samples: &Samples, now: Timestamp) -> Result<(), Problem> {
    let nobody = Problem::field("admin", Fault::Empty);
    let (admin, experts) = samples.people.split_first().ok_or(nobody)?;
    let admin = desk.first_run(
        FirstRun {
            organization: "Lumen".to_owned(),
            language: Language::En,
            time_zone: "Europe/Paris".to_owned(),
            mailbox: address(MAILBOX)?,
            admin_name: admin.name.to_owned(),
            admin_email: address(admin.email)?,
            password: PASSWORD.to_owned(),
            smarthost: None,
            smarthost_password: None,
            demo: true,
        },
        now,
    )?;
    for expert in experts {
        let new = NewUser {
            email: address(expert.email)?,
            name: expert.name.to_owned(),
            roles: vec![EXPERT],
            visibility: Visibility::All,
            groups: Vec::new(),
            password: Some(PASSWORD.to_owned()),
        };
        desk.user_add(&Warrant::command_line(), new, now)?;
    }
    let admin = desk.act_as(&admin)?;
    for group in GROUPS {
        let edit = GroupEdit {
            name: Some((*group).to_owned()),
            ..GroupEdit::default()
        };
        admin.group_make(edit, now)?;
    }
    Ok(())
}

/// Acts for one of the team.
///
/// # Errors
/// [`Problem::NotFound`] if somebody took them out of the desk.
pub fn act_for(desk: &Arc<Desk>, person: &Person) -> Result<UserDesk, Problem> {
    let user = desk.user_by_email(&address(person.email)?)?;
    desk.act_as(&user.ok_or(Problem::NotFound)?)
}

fn address(text: &str) -> Result<EmailAddress, Problem> {
    EmailAddress::parse(text).map_err(|_| Problem::field("email", Fault::Address))
}
