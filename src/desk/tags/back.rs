//! Taking back what was done to a tag, as new acts.

use crate::{
    desk::{problem::Problem, warrant::Warrant},
    domain::{
        audit::{Act, note},
        change::Change,
        id::TagId,
        tag::{Colour, TAG_CHARS, Tag},
        time::Timestamp,
        undo::Undone,
    },
    store::{self, StoreError, View, WriteTx},
};

use super::{TagEdit, change, delete, live, with_merged};

fn undone(tx: &mut WriteTx<'_>, tag: &Tag) -> Result<Undone, Problem> {
    tx.change(Change::Settings)?;
    Ok(Undone {
        subject: tag.name.clone(),
        ..Undone::default()
    })
}

/// A tag was made: it goes.
pub(in crate::desk) fn remove(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    id: TagId,
    now: Timestamp,
) -> Result<Undone, Problem> {
    let tag = delete(tx, warrant, id, now)?;
    undone(tx, &tag)
}

/// A tag was changed: it is as before, but for a name that another one has now.
pub(in crate::desk) fn change_back(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    (id, name, colour): (TagId, &str, Colour),
    now: Timestamp,
) -> Result<Undone, Problem> {
    let tag = live(tx, id)?;
    let other = store::tag::by_name(tx, name)?;
    let is_free = other.is_none_or(|other| other.id == id || other.merged_into == Some(id));
    let name = if is_free { name } else { &tag.name };
    let edit = TagEdit {
        seen: None,
        name: Some(name.to_owned()),
        colour: Some(colour),
    };
    let (_, tag) = change(tx, warrant, id, &edit, now)?;
    undone(tx, &tag)
}

/// Two tags were merged: they are two again. Tickets that were given the other one meanwhile keep
/// it.
pub(in crate::desk) fn unmerge(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    (id, into, followed): (TagId, TagId, &[TagId]),
    now: Timestamp,
) -> Result<Undone, Problem> {
    let is_merged = |tag: &Tag| tag.active && tag.merged_into == Some(into);
    let found = store::tag::get(tx, id)?.filter(is_merged);
    let mut tag = found.ok_or(Problem::NotFound)?;
    tag.merged_into = None;
    store::tag::put(tx, &tag)?;
    for id in followed {
        if let Some(mut follower) = store::tag::get(tx, *id)?.filter(is_merged) {
            follower.merged_into = Some(tag.id);
            store::tag::put(tx, &follower)?;
        }
    }
    let other = store::tag::get(tx, into)?.map_or_else(String::new, |tag| tag.name);
    let mut changes = Vec::new();
    note(&mut changes, "into", &other, "");
    warrant.record(tx, Act::TagRestored, &tag.name, changes, now)?;
    undone(tx, &tag)
}

/// A tag was deleted: every ticket that had it has it again, and so have those merged into it
/// whose names are still free. Where its own was used meanwhile, it gets a number behind it.
pub(in crate::desk) fn restore(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    id: TagId,
    now: Timestamp,
) -> Result<Undone, Problem> {
    let found = store::tag::get(tx, id)?;
    let found = found.filter(|tag| !tag.active && tag.merged_into.is_none());
    let mut tag = found.ok_or(Problem::NotFound)?;
    tag.name = free(tx, &tag.name)?;
    tag.active = true;
    store::tag::put(tx, &tag)?;
    for mut back in with_merged(tx, id)? {
        if back.id != id {
            back.active = store::tag::by_name(tx, &back.name)?.is_none();
            store::tag::put(tx, &back)?;
        }
    }
    warrant.record(tx, Act::TagRestored, &tag.name, Vec::new(), now)?;
    undone(tx, &tag)
}

/// The name, or with a number behind it.
fn free(view: &impl View, name: &str) -> Result<String, StoreError> {
    let mut free = name.to_owned();
    for number in 2_u32.. {
        if store::tag::by_name(view, &free)?.is_none() {
            break;
        }
        let behind = format!("-{number}");
        let room = TAG_CHARS.saturating_sub(behind.len());
        free = name.chars().take(room).chain(behind.chars()).collect();
    }
    Ok(free)
}
