//! Tags as a whole: new, renamed, coloured, merged, deleted, brought back. Tickets keep the ids
//! that they have; which tag is shown for an id is decided here.

use std::collections::HashMap;

use crate::{
    domain::{
        access::Sight,
        audit::{Act, Changed, note},
        change::Change,
        fold::fold,
        id::{RuleId, TagId, UndoId},
        right::Right,
        tag::{Colour, Tag, clean_tag},
        time::Timestamp,
        undo::Inverse,
    },
    store::{self, StoreError, View, WriteTx, tag_sets::TagCount},
};

use super::{
    access::UserDesk,
    people::note_new,
    problem::{Fault, Problem},
    seen,
    undo::offer,
    warrant::Warrant,
};

pub(super) mod back;

/// What a tag shall be; None leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct TagEdit {
    pub name: Option<String>,
    pub colour: Option<Colour>,
    /// The mark of the tag that its editor saw; None asks for no check.
    pub seen: Option<u64>,
}

/// A tag with how many tickets have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagLine {
    pub tag: Tag,
    /// Of the tickets that the reader sees; None for somebody who reads no tickets.
    pub count: Option<TagCount>,
}

impl UserDesk {
    /// Reads the tags that this person may know of, by name: all for who keeps them in order and
    /// who sees every ticket, else those on a ticket that they see.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] for somebody who neither reads tickets nor keeps tags.
    pub fn tags(&self) -> Result<Vec<TagLine>, Problem> {
        if !self.may(Right::Tags) {
            self.need(Right::TicketRead)?;
        }
        let book = self.book()?;
        let tags = book.tags();
        let mut counts = vec![None; tags.len()];
        if self.may(Right::TicketRead) {
            let groups: Vec<Vec<TagId>> = tags.iter().map(|tag| book.tag_group(tag.id)).collect();
            let counted = self
                .desk()
                .store
                .tag_counts(&groups, &self.access().sight)?;
            counts = counted.into_iter().map(Some).collect();
        }
        let lines = tags.into_iter().zip(counts).map(|(tag, count)| TagLine {
            tag: tag.clone(),
            count,
        });
        let everything = self.may(Right::Tags) || self.access().sight == Sight::All;
        let known = |line: &TagLine| everything || line.count.is_some_and(|count| count.all > 0);
        Ok(lines.filter(known).collect())
    }

    /// Which rules name which tag, in their order; a rule follows a tag that was merged.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] for somebody who keeps no rules.
    pub fn rules_by_tag(&self) -> Result<HashMap<TagId, Vec<RuleId>>, Problem> {
        self.need(Right::Rules)?;
        let mut by_tag: HashMap<TagId, Vec<RuleId>> = HashMap::new();
        for ready in &self.book()?.rules.rules {
            for tag in ready.rule.tags() {
                by_tag.entry(tag).or_default().push(ready.rule.id);
            }
        }
        Ok(by_tag)
    }

    /// Reads one tag that this person may know of.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is none; as [`UserDesk::tags`].
    pub fn tag(&self, id: TagId) -> Result<TagLine, Problem> {
        let found = self.tags()?.into_iter().find(|line| line.tag.id == id);
        found.ok_or(Problem::NotFound)
    }

    /// The tags to offer while somebody types, by name: all for who sees every ticket, else those
    /// on a ticket that they see.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn tag_words(&self, most: usize) -> Result<Vec<Tag>, Problem> {
        self.need(Right::TicketRead)?;
        let book = self.book()?;
        let tags = book.tags();
        let sight = &self.access().sight;
        if *sight == Sight::All {
            return Ok(tags.into_iter().take(most).cloned().collect());
        }
        let groups: Vec<Vec<TagId>> = tags.iter().map(|tag| book.tag_group(tag.id)).collect();
        let seen = self.desk().store.tags_in_sight(&groups, sight)?;
        let known = tags.into_iter().zip(seen).filter(|(_, seen)| *seen);
        Ok(known.take(most).map(|(tag, _)| tag.clone()).collect())
    }

    /// Makes a tag; the second half of the answer takes it back.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is wrong, [`Problem::Forbidden`] without the right.
    pub fn tag_make(
        &self,
        edit: TagEdit,
        now: Timestamp,
    ) -> Result<(Tag, Option<UndoId>), Problem> {
        self.tags_write(move |tx, warrant| {
            let name = edit.name.as_deref().unwrap_or_default();
            let name = free_name(tx, name, None)?;
            let tag = Tag {
                id: store::tag::next_id(tx)?,
                name,
                colour: edit.colour.unwrap_or_default(),
                merged_into: None,
                active: true,
            };
            store::tag::put(tx, &tag)?;
            warrant.record(tx, Act::TagMade, &tag.name, described(&tag), now)?;
            let inverse = Inverse::TagRemove { tag: tag.id };
            let undo = offer(tx, warrant, &tag.name, inverse, now)?;
            Ok((tag, undo))
        })
    }

    /// Renames or colours a tag; the second half of the answer takes it back.
    ///
    /// # Errors
    /// As [`UserDesk::tag_make`]; [`Problem::NotFound`] if there is no such tag.
    pub fn tag_edit(
        &self,
        id: TagId,
        edit: TagEdit,
        now: Timestamp,
    ) -> Result<(Tag, Option<UndoId>), Problem> {
        self.tags_write(move |tx, warrant| {
            let (before, tag) = change(tx, warrant, id, &edit, now)?;
            if before == tag {
                return Ok((tag, None));
            }
            let inverse = Inverse::TagChange {
                tag: id,
                name: before.name,
                colour: before.colour,
            };
            let undo = offer(tx, warrant, &tag.name, inverse, now)?;
            Ok((tag, undo))
        })
    }

    /// Merges a tag into another one, which stands for it from now on: on its tickets and when its
    /// name is typed. Returns that one, and what takes the merge back.
    ///
    /// # Errors
    /// As [`UserDesk::tag_edit`]; [`Problem::Field`] if there is no other tag of that name.
    pub fn tag_merge(
        &self,
        id: TagId,
        into: &str,
        now: Timestamp,
    ) -> Result<(Tag, Option<UndoId>), Problem> {
        let into = into.to_owned();
        self.tags_write(move |tx, warrant| merge(tx, warrant, id, &into, now))
    }

    /// Deletes a tag, and those merged into it, from every view. Tickets and logs keep it, so that
    /// it can be brought back.
    ///
    /// # Errors
    /// As [`UserDesk::tag_edit`].
    pub fn tag_delete(&self, id: TagId, now: Timestamp) -> Result<Option<UndoId>, Problem> {
        self.tags_write(move |tx, warrant| {
            let tag = delete(tx, warrant, id, now)?;
            let inverse = Inverse::TagRestore { tag: id };
            Ok(offer(tx, warrant, &tag.name, inverse, now)?)
        })
    }

    fn tags_write<T: Send + 'static>(
        &self,
        mut act: impl FnMut(&mut WriteTx<'_>, &Warrant) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.need(Right::Tags)?;
        let warrant = self.warrant().clone();
        self.desk().store.write(move |tx| {
            warrant.admit(tx, Right::Tags)?;
            let done = act(tx, &warrant)?;
            tx.change(Change::Settings)?;
            Ok(done)
        })
    }
}

/// Deletes a tag and those merged into it.
fn delete(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    id: TagId,
    now: Timestamp,
) -> Result<Tag, Problem> {
    let tag = live(tx, id)?;
    for mut gone in with_merged(tx, id)? {
        gone.active = false;
        store::tag::put(tx, &gone)?;
    }
    warrant.record(tx, Act::TagDeleted, &tag.name, Vec::new(), now)?;
    Ok(tag)
}

/// Changes a tag; returns it as it was and as it is.
fn change(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    id: TagId,
    edit: &TagEdit,
    now: Timestamp,
) -> Result<(Tag, Tag), Problem> {
    let before = live(tx, id)?;
    seen::check(edit.seen, &before, "name")?;
    let mut tag = before.clone();
    let mut swapped = None;
    if let Some(name) = &edit.name {
        let name = clean_tag(name).ok_or(wrong_name(name))?;
        if fold(&name) != fold(&tag.name) {
            // The name of a tag that was merged into this one may be its own again: they swap.
            swapped = store::tag::by_name(tx, &name)?.filter(|it| it.merged_into == Some(id));
            if swapped.is_none() {
                free_name(tx, &name, Some(id))?;
            }
        }
        tag.name = name;
    }
    tag.colour = edit.colour.unwrap_or(tag.colour);
    if let Some(other) = &swapped {
        let hidden = Tag {
            active: false,
            ..other.clone()
        };
        store::tag::put(tx, &hidden)?;
    }
    store::tag::put(tx, &tag)?;
    if let Some(other) = swapped {
        let name = before.name.clone();
        store::tag::put(tx, &Tag { name, ..other })?;
    }
    let mut changes = Vec::new();
    for (old, new) in described(&before).iter().zip(described(&tag)) {
        note(&mut changes, &new.field, &old.new, &new.new);
    }
    if !changes.is_empty() {
        warrant.record(tx, Act::TagChanged, &tag.name, changes, now)?;
    }
    Ok((before, tag))
}

fn merge(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    id: TagId,
    into: &str,
    now: Timestamp,
) -> Result<(Tag, Option<UndoId>), Problem> {
    let tag = live(tx, id)?;
    let unknown = Problem::field("into", Fault::Unknown);
    if into.trim().is_empty() {
        return Err(Problem::field("into", Fault::Empty));
    }
    let named = clean_tag(into).map(|name| store::tag::by_name(tx, &name));
    let named = named.transpose()?.flatten().ok_or(unknown.clone())?;
    let target = named.merged_into.unwrap_or(named.id);
    if target == id {
        return Err(unknown);
    }
    let target = live(tx, target)?;
    let mut followed = Vec::new();
    for mut moved in with_merged(tx, id)? {
        if moved.id != id {
            followed.push(moved.id);
        }
        moved.merged_into = Some(target.id);
        store::tag::put(tx, &moved)?;
    }
    let mut changes = Vec::new();
    note(&mut changes, "into", "", &target.name);
    warrant.record(tx, Act::TagMerged, &tag.name, changes, now)?;
    let inverse = Inverse::TagUnmerge {
        tag: id,
        into: target.id,
        followed,
    };
    let undo = offer(tx, warrant, &tag.name, inverse, now)?;
    Ok((target, undo))
}

/// A tag that is shown.
fn live(view: &impl View, id: TagId) -> Result<Tag, Problem> {
    let tag = store::tag::get(view, id)?;
    tag.filter(|tag| tag.active && tag.merged_into.is_none())
        .ok_or(Problem::NotFound)
}

/// A tag and those that were merged into it, the tag first.
fn with_merged(view: &impl View, id: TagId) -> Result<Vec<Tag>, StoreError> {
    let mut tags = store::tag::all(view)?;
    tags.retain(|tag| tag.id == id || tag.merged_into == Some(id));
    tags.sort_by_key(|tag| tag.id != id);
    Ok(tags)
}

fn free_name(view: &impl View, name: &str, own: Option<TagId>) -> Result<String, Problem> {
    let name = clean_tag(name).ok_or(wrong_name(name))?;
    if store::tag::by_name(view, &name)?.is_some_and(|other| Some(other.id) != own) {
        return Err(Problem::field("name", Fault::Taken));
    }
    Ok(name)
}

fn wrong_name(name: &str) -> Problem {
    let fault = if name.trim().is_empty() {
        Fault::Empty
    } else {
        Fault::Tag
    };
    Problem::field("name", fault)
}

/// What an audit line says of a tag.
fn described(tag: &Tag) -> Vec<Changed> {
    let mut fields = Vec::new();
    note_new(&mut fields, "name", &tag.name);
    note_new(&mut fields, "colour", tag.colour.word());
    fields
}
