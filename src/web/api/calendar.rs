//! Business hours for programs: `/api/v1/calendars`. Mailboxes by address, groups by name.

use poem::http::StatusCode;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error as _},
};
use serde_json::{Value, json};

use crate::{
    desk::{
        access::UserDesk,
        book::Book,
        calendars::{
            CalendarEdit,
            typed::{
                DAYS, Day, DaysOff, Target, read_holiday, write_date, write_day, write_target,
            },
        },
        problem::Fault,
    },
    domain::{
        calendar::{Calendar, Holiday, Targets},
        id::CalendarId,
        set_edit::SetEdit,
        ticket::Priority,
    },
    web::{call::Call, error::WebError, gate::Answer},
};

use super::{
    json::{answer, created, given, nothing, read},
    names,
    paging::Paging,
    route::present,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarIn {
    #[serde(default, deserialize_with = "given")]
    name: Option<String>,
    #[serde(default, deserialize_with = "given")]
    time_zone: Option<String>,
    #[serde(default, deserialize_with = "object")]
    hours: Option<HoursIn>,
    /// Each is looked at by itself, so that a refusal can say which one.
    #[serde(default, deserialize_with = "given")]
    holidays: Option<Vec<Value>>,
    #[serde(default, deserialize_with = "object")]
    answer: Option<TargetsIn>,
    #[serde(default, deserialize_with = "object")]
    solution: Option<TargetsIn>,
    #[serde(default, deserialize_with = "given")]
    mailboxes: Option<Vec<String>>,
    #[serde(default, deserialize_with = "given")]
    groups: Option<Vec<String>>,
    #[serde(default, deserialize_with = "given")]
    default: Option<bool>,
}

/// Reads an object. serde would take a list for one, its values for the fields in their order.
fn object<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Option<T>, D::Error> {
    let value = Value::deserialize(from)?;
    if !value.is_object() {
        return Err(D::Error::custom("expected struct"));
    }
    serde_json::from_value(value)
        .map(Some)
        .map_err(D::Error::custom)
}

/// A day that is not named stays, in a new calendar it has no hours.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct HoursIn {
    #[serde(default, deserialize_with = "given")]
    mon: Option<Vec<String>>,
    #[serde(default, deserialize_with = "given")]
    tue: Option<Vec<String>>,
    #[serde(default, deserialize_with = "given")]
    wed: Option<Vec<String>>,
    #[serde(default, deserialize_with = "given")]
    thu: Option<Vec<String>>,
    #[serde(default, deserialize_with = "given")]
    fri: Option<Vec<String>>,
    #[serde(default, deserialize_with = "given")]
    sat: Option<Vec<String>>,
    #[serde(default, deserialize_with = "given")]
    sun: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayIn {
    date: String,
    #[serde(default)]
    name: String,
}

/// A priority that is not named stays; null promises nothing.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetsIn {
    #[serde(default, deserialize_with = "present")]
    low: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    medium: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    high: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    urgent: Option<Option<String>>,
}

fn wrong(field: String, fault: Fault) -> WebError {
    WebError::Field { field, fault }
}

fn days(hours: HoursIn) -> Result<[Option<Day>; 7], WebError> {
    let HoursIn {
        mon,
        tue,
        wed,
        thu,
        fri,
        sat,
        sun,
    } = hours;
    let mut days: [Option<Day>; 7] = Default::default();
    let typed = [mon, tue, wed, thu, fri, sat, sun];
    for ((slot, spans), name) in days.iter_mut().zip(typed).zip(DAYS) {
        let Some(spans) = spans else { continue };
        let day = Day::read(spans.iter().map(String::as_str));
        *slot = Some(day.map_err(|fault| wrong(format!("hours.{name}"), fault))?);
    }
    Ok(days)
}

fn holidays(list: Vec<Value>) -> Result<DaysOff, WebError> {
    let mut days = Vec::new();
    for (place, value) in list.into_iter().enumerate() {
        let field = format!("holidays.{place}");
        let object = Some(value).filter(Value::is_object);
        let read = object.and_then(|it| serde_json::from_value::<HolidayIn>(it).ok());
        let read = read.ok_or_else(|| WebError::Schema {
            detail: format!("{field}: this is an object with `date` and `name`, both texts"),
            field: Some(field.clone()),
        })?;
        let day = read_holiday(&read.date, &read.name);
        days.push(day.map_err(|fault| wrong(field, fault))?);
    }
    DaysOff::of(days).map_err(|fault| wrong("holidays".to_owned(), fault))
}

fn targets(name: &str, typed: TargetsIn) -> Result<[Option<Target>; 4], WebError> {
    let TargetsIn {
        low,
        medium,
        high,
        urgent,
    } = typed;
    let mut targets = [None; 4];
    let typed = [low, medium, high, urgent];
    for ((slot, text), priority) in targets.iter_mut().zip(typed).zip(Priority::ALL) {
        *slot = match text {
            None => continue,
            Some(None) => Some(Target::NONE),
            Some(Some(text)) => {
                let target = Target::read(&text);
                let field = || format!("{name}.{}", priority.word());
                Some(target.map_err(|fault| wrong(field(), fault))?)
            }
        };
    }
    Ok(targets)
}

fn edit_of(book: &Book, new: CalendarIn) -> Result<CalendarEdit, WebError> {
    let mailboxes = new.mailboxes.map(|names| names::mailboxes(book, &names));
    let groups = new.groups.map(|names| names::groups(book, &names));
    Ok(CalendarEdit {
        name: new.name,
        time_zone: new.time_zone,
        days: days(new.hours.unwrap_or_default())?,
        holidays: new.holidays.map(holidays).transpose()?,
        answer: targets("answer", new.answer.unwrap_or_default())?,
        solution: targets("solution", new.solution.unwrap_or_default())?,
        mailboxes: mailboxes.transpose()?.map(SetEdit::To),
        groups: groups.transpose()?.map(SetEdit::To),
        is_default: new.default,
    })
}

fn document(book: &Book, calendar: &Calendar) -> Value {
    let days = DAYS.into_iter().zip(&calendar.week.days);
    let hours: serde_json::Map<String, Value> = days
        .map(|(name, spans)| (name.to_owned(), json!(write_day(spans))))
        .collect();
    let day = |it: &Holiday| json!({ "date": write_date(it), "name": it.name });
    let receives = |it: &&crate::domain::mailbox::Mailbox| it.active;
    let mailboxes = calendar.mailboxes.iter().filter_map(|id| book.mailbox(*id));
    let groups = calendar.groups.iter().filter_map(|id| book.group(*id));
    json!({
        "id": calendar.id.0,
        "name": calendar.name,
        "time_zone": calendar.time_zone,
        "hours": hours,
        "holidays": calendar.holidays.iter().map(day).collect::<Vec<_>>(),
        "answer": written(&calendar.answer),
        "solution": written(&calendar.solution),
        "mailboxes": mailboxes.filter(receives).map(|it| it.address.as_str()).collect::<Vec<_>>(),
        "groups": groups.map(|group| group.name.as_str()).collect::<Vec<_>>(),
        "default": calendar.is_default,
    })
}

fn written(targets: &Targets) -> Value {
    let targets = Priority::ALL.into_iter().map(|priority| {
        let target = targets.of(priority).map(write_target);
        (priority.word().to_owned(), json!(target))
    });
    targets.collect::<serde_json::Map<_, _>>().into()
}

async fn whole(call: &Call, user: UserDesk, id: CalendarId) -> Result<Value, WebError> {
    call.run(move |_| {
        let calendar = user.calendar(id)?;
        Ok::<_, WebError>(document(&*user.book()?, &calendar))
    })
    .await
}

/// Lists the calendars.
pub async fn list(call: Call, user: UserDesk) -> Answer {
    let paging = Paging::read(&call)?;
    let (book, calendars) = call
        .run(move |_| Ok::<_, WebError>((user.book()?, user.calendars()?)))
        .await?;
    let calendars = calendars.iter().map(|it| (it.id.0, it));
    let document = paging.answer("calendars", calendars, |it| document(&book, it));
    answer(StatusCode::OK, &document)
}

/// Reads one calendar.
pub async fn get(call: Call, user: UserDesk) -> Answer {
    let id = CalendarId(call.number("id")?);
    answer(StatusCode::OK, &whole(&call, user, id).await?)
}

/// Makes a calendar.
pub async fn create(call: Call, user: UserDesk) -> Answer {
    let new: CalendarIn = read(&call)?;
    let (maker, now) = (user.clone(), call.now);
    let made = call.run(move |_| {
        let edit = edit_of(&*maker.book()?, new)?;
        maker.calendar_make(edit, now).map_err(WebError::from)
    });
    let id = made.await?.id;
    let document = whole(&call, user, id).await?;
    created(&format!("/api/v1/calendars/{id}"), &document)
}

/// Changes a calendar: what the document names.
pub async fn edit(call: Call, user: UserDesk) -> Answer {
    let id = CalendarId(call.number("id")?);
    let new: CalendarIn = read(&call)?;
    let (editor, now) = (user.clone(), call.now);
    call.run(move |_| {
        let edit = edit_of(&*editor.book()?, new)?;
        editor.calendar_edit(id, edit, now).map_err(WebError::from)
    })
    .await?;
    answer(StatusCode::OK, &whole(&call, user, id).await?)
}

/// Deletes a calendar.
pub async fn delete(call: Call, user: UserDesk) -> Answer {
    let id = CalendarId(call.number("id")?);
    let now = call.now;
    call.run(move |_| user.calendar_delete(id, now)).await?;
    Ok(nothing())
}
