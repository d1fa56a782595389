//! A deleted mailbox receives again.

use crate::{
    desk::{problem::Problem, warrant::Warrant},
    domain::{
        audit::Act, change::Change, id::MailboxId, mailbox::Mailbox, right::Right, time::Timestamp,
        undo::Undone,
    },
    store::{self, WriteTx},
};

use super::free;

/// Takes the deletion of a mailbox back, as far as nobody has its addresses now.
pub(in crate::desk) fn undelete(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    id: MailboxId,
    now: Timestamp,
) -> Result<Undone, Problem> {
    let mailbox = restore(tx, warrant, id, now).map_err(|problem| match problem {
        // There is no form to show it in: it is too late.
        Problem::Field { .. } => Problem::NotFound,
        other => other,
    })?;
    Ok(Undone {
        subject: mailbox.address.to_string(),
        ..Undone::default()
    })
}

/// Brings a deleted mailbox back.
pub(super) fn restore(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    id: MailboxId,
    now: Timestamp,
) -> Result<Mailbox, Problem> {
    warrant.admit(tx, Right::Mailboxes)?;
    let found = store::mailbox::get(tx, id)?.filter(|mailbox| !mailbox.active);
    let mut mailbox = found.ok_or(Problem::NotFound)?;
    mailbox.active = true;
    free(tx, &mailbox)?;
    set_active(tx, warrant, &mailbox, Act::MailboxRestored, now)?;
    Ok(mailbox)
}

pub(super) fn set_active(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    mailbox: &Mailbox,
    act: Act,
    now: Timestamp,
) -> Result<(), Problem> {
    store::mailbox::put(tx, mailbox)?;
    warrant.record(tx, act, mailbox.address.as_str(), Vec::new(), now)?;
    tx.change(Change::Settings)?;
    Ok(())
}
