//! Business hours: made, changed, deleted. A mailbox or a group follows one calendar, and one is
//! for all other tickets: giving any of them to another takes it from the one that had it.

use crate::{
    domain::{
        audit::{Act, Changed, note},
        calendar::{CALENDARS, Calendar, Holiday, Targets, Week},
        change::Change,
        fold::fold,
        id::{CalendarId, GroupId, MailboxId, UndoId},
        right::Right,
        set_edit::SetEdit,
        time::Timestamp,
        undo::Inverse,
    },
    store::{self, StoreError, View, WriteTx},
};

use super::{
    access::UserDesk,
    people::{clean, note_new},
    problem::{Fault, Problem},
    undo::offer,
    warrant::Warrant,
};
use typed::{Day, DaysOff, Target, write_holidays, write_targets, write_week};

pub(super) mod back;
pub mod typed;

/// What a calendar shall be; None leaves a field as it is, or empty in a new one.
#[derive(Clone, Debug, Default)]
pub struct CalendarEdit {
    pub name: Option<String>,
    /// IANA name, in any case; a new one has that of the organization.
    pub time_zone: Option<String>,
    /// Monday first.
    pub days: [Option<Day>; 7],
    pub holidays: Option<DaysOff>,
    /// In the order of the priorities.
    pub answer: [Option<Target>; 4],
    pub solution: [Option<Target>; 4],
    pub mailboxes: Option<SetEdit<MailboxId>>,
    pub groups: Option<SetEdit<GroupId>>,
    /// True takes it from the one that had it.
    pub is_default: Option<bool>,
}

impl UserDesk {
    /// Reads the calendars, in the order they were made.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right.
    pub fn calendars(&self) -> Result<Vec<Calendar>, Problem> {
        self.need(Right::Settings)?;
        Ok(self.book()?.calendars.clone())
    }

    /// Reads one calendar.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is none; as [`UserDesk::calendars`].
    pub fn calendar(&self, id: CalendarId) -> Result<Calendar, Problem> {
        let found = self.calendars()?.into_iter().find(|it| it.id == id);
        found.ok_or(Problem::NotFound)
    }

    /// Makes a calendar. It counts for every ticket that follows it, at once.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is wrong, [`Problem::Forbidden`] without the right.
    pub fn calendar_make(&self, edit: CalendarEdit, now: Timestamp) -> Result<Calendar, Problem> {
        self.calendars_write(move |tx, warrant| make(tx, warrant, &edit, now))
    }

    /// Changes a calendar.
    ///
    /// # Errors
    /// As [`UserDesk::calendar_make`]; [`Problem::NotFound`] if there is no such calendar.
    pub fn calendar_edit(
        &self,
        id: CalendarId,
        edit: CalendarEdit,
        now: Timestamp,
    ) -> Result<Calendar, Problem> {
        self.calendars_write(move |tx, warrant| {
            let before = store::calendar::get(tx, id)?.ok_or(Problem::NotFound)?;
            let mut calendar = before.clone();
            fill(tx, &mut calendar, &edit)?;
            take_from_others(tx, warrant, &calendar, now)?;
            put_changed(tx, warrant, &before, &calendar, now)?;
            Ok(calendar)
        })
    }

    /// Deletes a calendar: what followed it follows the one for all others, or none. The answer
    /// takes it back.
    ///
    /// # Errors
    /// As [`UserDesk::calendar_edit`].
    pub fn calendar_delete(
        &self,
        id: CalendarId,
        now: Timestamp,
    ) -> Result<Option<UndoId>, Problem> {
        self.calendars_write(move |tx, warrant| {
            let calendar = store::calendar::get(tx, id)?.ok_or(Problem::NotFound)?;
            let gone = described(tx, &calendar, &calendar.holidays)?;
            let gone = gone.into_iter().filter(|field| !field.new.is_empty());
            let gone = gone.map(|field| Changed {
                old: field.new,
                new: String::new(),
                ..field
            });
            store::calendar::remove(tx, id)?;
            warrant.record(
                tx,
                Act::CalendarDeleted,
                &calendar.name,
                gone.collect(),
                now,
            )?;
            let name = calendar.name.clone();
            let calendar = Box::new(calendar);
            let inverse = Inverse::CalendarRestore { calendar };
            Ok(offer(tx, warrant, &name, inverse, now)?)
        })
    }

    fn calendars_write<T: Send + 'static>(
        &self,
        mut act: impl FnMut(&mut WriteTx<'_>, &Warrant) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.need(Right::Settings)?;
        let warrant = self.warrant().clone();
        self.desk().store.write(move |tx| {
            warrant.admit(tx, Right::Settings)?;
            let done = act(tx, &warrant)?;
            tx.change(Change::Settings)?;
            Ok(done)
        })
    }
}

fn make(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    edit: &CalendarEdit,
    now: Timestamp,
) -> Result<Calendar, Problem> {
    room(tx)?;
    let settings = store::settings::get(tx)?;
    let mut calendar = Calendar {
        id: CalendarId(0),
        name: String::new(),
        time_zone: settings.map_or_else(|| "UTC".to_owned(), |it| it.time_zone),
        week: Week::default(),
        holidays: Vec::new(),
        answer: Targets::default(),
        solution: Targets::default(),
        mailboxes: Vec::new(),
        groups: Vec::new(),
        is_default: false,
    };
    fill(tx, &mut calendar, edit)?;
    if calendar.name.is_empty() {
        return Err(Problem::field("name", Fault::Empty));
    }
    calendar.id = store::calendar::next_id(tx)?;
    take_from_others(tx, warrant, &calendar, now)?;
    store::calendar::put(tx, &calendar)?;
    let changes = described(tx, &calendar, &calendar.holidays)?;
    warrant.record(tx, Act::CalendarMade, &calendar.name, changes, now)?;
    Ok(calendar)
}

/// Refuses one more than the desk keeps.
fn room(view: &impl View) -> Result<(), Problem> {
    if store::calendar::all(view)?.len() >= CALENDARS {
        return Err(Problem::field("name", Fault::TooMany(CALENDARS)));
    }
    Ok(())
}

fn is_taken(view: &impl View, name: &str, own: CalendarId) -> Result<bool, StoreError> {
    let key = fold(name);
    let all = store::calendar::all(view)?;
    Ok(all.iter().any(|it| it.id != own && fold(&it.name) == key))
}

fn fill(tx: &WriteTx<'_>, calendar: &mut Calendar, edit: &CalendarEdit) -> Result<(), Problem> {
    if let Some(name) = &edit.name {
        let name = clean(name, "name")?;
        if is_taken(tx, &name, calendar.id)? {
            return Err(Problem::field("name", Fault::Taken));
        }
        calendar.name = name;
    }
    if let Some(zone) = &edit.time_zone {
        let found = jiff::tz::TimeZone::get(zone.trim());
        let found = found.map_err(|_| Problem::field("time_zone", Fault::Zone))?;
        // As the list of zones writes it, whatever case was typed.
        let name = found.iana_name().unwrap_or(zone.trim());
        name.clone_into(&mut calendar.time_zone);
    }
    for (spans, day) in calendar.week.days.iter_mut().zip(&edit.days) {
        if let Some(day) = day {
            spans.clone_from(&day.0);
        }
    }
    if calendar.week.is_empty() {
        return Err(Problem::field("hours", Fault::NoHours));
    }
    if let Some(days) = &edit.holidays {
        calendar.holidays.clone_from(&days.0);
    }
    aim(&mut calendar.answer, &edit.answer);
    aim(&mut calendar.solution, &edit.solution);
    bind(tx, calendar, edit)?;
    calendar.is_default = edit.is_default.unwrap_or(calendar.is_default);
    Ok(())
}

fn aim(targets: &mut Targets, edit: &[Option<Target>; 4]) {
    for (target, edit) in targets.0.iter_mut().zip(edit) {
        *target = edit.map_or(*target, |edit| edit.0);
    }
}

/// Says who follows it. What is deleted at the moment, and so cannot be chosen, stays as it is for
/// when it is back.
fn bind(tx: &WriteTx<'_>, calendar: &mut Calendar, edit: &CalendarEdit) -> Result<(), Problem> {
    if let Some(mailboxes) = &edit.mailboxes {
        let mut kept = Vec::new();
        for id in mailboxes.applied(&calendar.mailboxes) {
            if has_mailbox(tx, id)? {
                kept.push(id);
            } else if !calendar.mailboxes.contains(&id) {
                return Err(Problem::field("mailboxes", Fault::Unknown));
            }
        }
        for id in &calendar.mailboxes {
            if !has_mailbox(tx, *id)? {
                kept.push(*id);
            }
        }
        calendar.mailboxes = kept;
    }
    if let Some(groups) = &edit.groups {
        let mut kept = Vec::new();
        for id in groups.applied(&calendar.groups) {
            if has_group(tx, id)? {
                kept.push(id);
            } else if !calendar.groups.contains(&id) {
                return Err(Problem::field("groups", Fault::Unknown));
            }
        }
        for id in &calendar.groups {
            if !has_group(tx, *id)? {
                kept.push(*id);
            }
        }
        calendar.groups = kept;
    }
    Ok(())
}

fn has_mailbox(view: &impl View, id: MailboxId) -> Result<bool, StoreError> {
    Ok(store::mailbox::get(view, id)?.is_some_and(|it| it.active))
}

fn has_group(view: &impl View, id: GroupId) -> Result<bool, StoreError> {
    Ok(store::group::get(view, id)?.is_some())
}

/// Whatever follows a calendar leaves the one that it followed, which has a line of its own in the
/// audit log.
fn take_from_others(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    calendar: &Calendar,
    now: Timestamp,
) -> Result<(), Problem> {
    for before in store::calendar::all(tx)? {
        if before.id == calendar.id {
            continue;
        }
        let mut other = before.clone();
        other
            .mailboxes
            .retain(|id| !calendar.mailboxes.contains(id));
        other.groups.retain(|id| !calendar.groups.contains(id));
        other.is_default &= !calendar.is_default;
        put_changed(tx, warrant, &before, &other, now)?;
    }
    Ok(())
}

/// Writes a calendar that is another than before, and what of it.
fn put_changed(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    before: &Calendar,
    calendar: &Calendar,
    now: Timestamp,
) -> Result<(), Problem> {
    if before == calendar {
        return Ok(());
    }
    // Of a long list of days off, those that came and those that went.
    let only = |some: &Calendar, other: &Calendar| -> Vec<Holiday> {
        let days = some.holidays.iter();
        days.filter(|day| !other.holidays.contains(day))
            .cloned()
            .collect()
    };
    let old = described(tx, before, &only(before, calendar))?;
    let new = described(tx, calendar, &only(calendar, before))?;
    store::calendar::put(tx, calendar)?;
    let mut changes = Vec::new();
    for (old, new) in old.iter().zip(new) {
        note(&mut changes, &new.field, &old.new, &new.new);
    }
    if !changes.is_empty() {
        warrant.record(tx, Act::CalendarChanged, &calendar.name, changes, now)?;
    }
    Ok(())
}

/// What an audit line says of a calendar, with some of its days off.
fn described(
    view: &impl View,
    calendar: &Calendar,
    holidays: &[Holiday],
) -> Result<Vec<Changed>, StoreError> {
    let mut fields = Vec::new();
    note_new(&mut fields, "name", &calendar.name);
    note_new(&mut fields, "time_zone", &calendar.time_zone);
    note_new(&mut fields, "hours", &write_week(&calendar.week));
    note_new(&mut fields, "holidays", &write_holidays(holidays));
    note_new(&mut fields, "answer", &write_targets(&calendar.answer));
    note_new(&mut fields, "solution", &write_targets(&calendar.solution));
    fields.extend(followers(view, calendar)?);
    Ok(fields)
}

/// What an audit line says of who follows a calendar.
fn followers(view: &impl View, calendar: &Calendar) -> Result<Vec<Changed>, StoreError> {
    let (mut fields, mut mailboxes, mut groups) = (Vec::new(), Vec::new(), Vec::new());
    for id in &calendar.mailboxes {
        let mailbox = store::mailbox::get(view, *id)?.filter(|it| it.active);
        mailboxes.extend(mailbox.map(|it| it.address.to_string()));
    }
    for id in &calendar.groups {
        groups.extend(store::group::get(view, *id)?.map(|group| group.name));
    }
    note_new(&mut fields, "mailboxes", &mailboxes.join(", "));
    note_new(&mut fields, "groups", &groups.join(", "));
    note_new(&mut fields, "default", &calendar.is_default.to_string());
    Ok(fields)
}
