//! One calendar, new or there: `/settings/calendars/new` and `/settings/calendars/{id}`.

use poem::http::StatusCode;

use crate::{
    desk::{access::UserDesk, book::Book, calendars::CalendarEdit},
    domain::{
        calendar::{Calendar, Week},
        id::{CalendarId, GroupId, MailboxId},
    },
};

use super::{
    call::Call,
    draw,
    error::WebError,
    form::Form,
    gate::Answer,
    respond,
    settings_calendars::PATH,
    undo,
    view::{
        FieldError, Section,
        settings_calendar::{Follower, SettingsCalendarPage},
    },
    was,
};
use written::Fields;

mod written;

/// Most offices work so; whoever makes a calendar changes what is otherwise.
const OFFICE: (u16, u16) = (9 * 60, 17 * 60);
const OFFICE_DAYS: usize = 5;

/// Shows an empty form.
pub async fn settings_calendar_new(call: Call, user: UserDesk) -> Answer {
    show(&call, &user, None, None, Vec::new()).await
}

/// Makes a calendar.
pub async fn settings_calendar_new_post(call: Call, user: UserDesk) -> Answer {
    let fields = Fields::typed(&call.form)?;
    let edit = match fields.read() {
        Ok(edit) => edit,
        Err(wrong) => return refused(&call, &user, None, fields, wrong).await,
    };
    let (form, maker, now) = (call.form.clone(), user.clone(), call.now);
    let made = call.run(move |_| {
        let edit = followed(edit, &form, &Shown::default())?;
        maker.calendar_make(edit, now).map_err(WebError::from)
    });
    match made.await {
        Ok(_) => Ok(undo::saved(PATH)),
        Err(error) => wrong(&call, &user, None, fields, error).await,
    }
}

/// Shows a calendar that is there.
pub async fn settings_calendar(call: Call, user: UserDesk) -> Answer {
    let id = CalendarId(call.number("id")?);
    show(&call, &user, Some(id), None, Vec::new()).await
}

/// Changes it.
pub async fn settings_calendar_post(call: Call, user: UserDesk) -> Answer {
    let id = CalendarId(call.number("id")?);
    let fields = Fields::typed(&call.form)?;
    let edit = match fields.read() {
        Ok(edit) => edit,
        Err(wrong) => return refused(&call, &user, Some(id), fields, wrong).await,
    };
    let (form, editor, now) = (call.form.clone(), user.clone(), call.now);
    let edited = call.run(move |_| {
        let shown = Shown::of(&*editor.book()?, &editor.calendar(id)?);
        let edit = followed(edit, &form, &shown)?;
        editor.calendar_edit(id, edit, now).map_err(WebError::from)
    });
    match edited.await {
        Ok(_) => Ok(undo::saved(PATH)),
        Err(error) => wrong(&call, &user, Some(id), fields, error).await,
    }
}

/// Deletes it; the next page offers to take it back.
pub async fn settings_calendar_delete(call: Call, user: UserDesk) -> Answer {
    let id = CalendarId(call.number("id")?);
    let now = call.now;
    let offer = call.run(move |_| user.calendar_delete(id, now)).await?;
    Ok(undo::offer(PATH, offer))
}

/// Who follows a calendar, of those that have a box.
#[derive(Default)]
struct Shown {
    mailboxes: Vec<MailboxId>,
    groups: Vec<GroupId>,
}

impl Shown {
    fn of(book: &Book, calendar: &Calendar) -> Self {
        let receives = |id: &&MailboxId| book.mailbox(**id).is_some_and(|it| it.active);
        let is_there = |id: &&GroupId| book.group(**id).is_some();
        let mailboxes = calendar.mailboxes.iter().filter(receives);
        let groups = calendar.groups.iter().filter(is_there);
        Self {
            mailboxes: mailboxes.copied().collect(),
            groups: groups.copied().collect(),
        }
    }
}

/// Adds who follows the calendar: only boxes that were pressed, so that a page that stood open
/// takes nothing back from the calendar that has it since.
fn followed(edit: CalendarEdit, form: &Form, shown: &Shown) -> Result<CalendarEdit, WebError> {
    Ok(CalendarEdit {
        mailboxes: was::set(form, "mailboxes", MailboxId, &shown.mailboxes)?,
        groups: was::set(form, "groups", GroupId, &shown.groups)?,
        is_default: was::is_changed(form, "default").then(|| form.has("default")),
        ..edit
    })
}

/// Shows what the desk refused, if it is about a field.
async fn wrong(
    call: &Call,
    user: &UserDesk,
    id: Option<CalendarId>,
    fields: Fields,
    error: WebError,
) -> Answer {
    match draw::field_error(&error) {
        Some(field) => refused(call, user, id, fields, vec![field]).await,
        None => Err(error),
    }
}

async fn refused(
    call: &Call,
    user: &UserDesk,
    id: Option<CalendarId>,
    fields: Fields,
    errors: Vec<FieldError>,
) -> Answer {
    let mut response = show(call, user, id, Some(fields), errors).await?;
    response.set_status(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(response)
}

/// Shows the page with what was typed, or with what is kept.
async fn show(
    call: &Call,
    user: &UserDesk,
    id: Option<CalendarId>,
    typed: Option<Fields>,
    errors: Vec<FieldError>,
) -> Answer {
    let reader = user.clone();
    let (book, calendars) = call
        .run(move |_| Ok::<_, WebError>((reader.book()?, reader.calendars()?)))
        .await?;
    let there = id.map(|id| calendars.iter().find(|it| it.id == id));
    let there = there.map(|found| found.ok_or(WebError::NotFound));
    let there = there.transpose()?;
    let others = || calendars.iter().filter(|it| Some(it.id) != id);
    let kept = there.map_or_else(|| begin(&book, &calendars), Fields::of);
    let first = First::of(&call.form, there)?;
    let fields = typed.unwrap_or(kept);
    let mailboxes = book.mailboxes.iter().map(|it| Follower {
        value: it.id.0.to_string(),
        name: it.address.to_string(),
        follows: name(others().find(|other| other.mailboxes.contains(&it.id))),
        is_chosen: fields.mailboxes.contains(&it.id),
        was: first.mailboxes.contains(&it.id),
    });
    let groups = book.groups.iter().map(|it| Follower {
        value: it.id.0.to_string(),
        name: it.name.clone(),
        follows: name(others().find(|other| other.groups.contains(&it.id))),
        is_chosen: fields.groups.contains(&it.id),
        was: first.groups.contains(&it.id),
    });
    let page = SettingsCalendarPage {
        action: id.map_or_else(|| format!("{PATH}/new"), |id| format!("{PATH}/{id}")),
        known: there.map(|calendar| calendar.name.clone()),
        mailboxes: mailboxes.collect(),
        groups: groups.collect(),
        default: Follower {
            follows: name(others().find(|other| other.is_default)),
            is_chosen: fields.is_default,
            was: first.is_default,
            ..Follower::default()
        },
        name: fields.name,
        time_zone: fields.time_zone,
        days: fields.days,
        holidays: fields.holidays,
        targets: fields.targets,
        errors,
    };
    respond::page(
        call,
        Some(user),
        Section::Settings,
        "settings_calendar.html",
        &page,
    )
}

/// What the boxes showed when the form was first drawn. Of a new calendar nothing is chosen yet,
/// whatever its form proposes.
struct First {
    mailboxes: Vec<MailboxId>,
    groups: Vec<GroupId>,
    is_default: bool,
}

impl First {
    fn of(form: &Form, there: Option<&Calendar>) -> Result<Self, WebError> {
        let mailboxes = was::shown(form, "mailboxes", MailboxId)?;
        let groups = was::shown(form, "groups", GroupId)?;
        let kept = there.map(Fields::of).unwrap_or_default();
        let is_default = if kept.is_default { "on" } else { "" };
        Ok(Self {
            mailboxes: mailboxes.unwrap_or(kept.mailboxes),
            groups: groups.unwrap_or(kept.groups),
            is_default: was::text(form, "default", is_default) == "on",
        })
    }
}

fn name(calendar: Option<&Calendar>) -> String {
    calendar.map_or_else(String::new, |calendar| calendar.name.clone())
}

/// A new form: office hours of the organization, for all tickets if none is.
fn begin(book: &Book, calendars: &[Calendar]) -> Fields {
    let settings = book.settings.as_ref();
    let office = |day: usize| {
        if day < OFFICE_DAYS {
            vec![OFFICE]
        } else {
            Vec::new()
        }
    };
    let week = Week {
        days: std::array::from_fn(office),
    };
    Fields {
        is_default: !calendars.iter().any(|it| it.is_default),
        ..Fields::begin(settings.map_or("UTC", |it| &it.time_zone), &week)
    }
}
