//! What a person chooses for themselves: name, looks, hours.

use poem::http::StatusCode;

use crate::{
    desk::{access::UserDesk, profile::Profile},
    domain::user::{Language, Theme, User, WorkingHours},
};

use super::{
    call::Call,
    draw,
    error::WebError,
    form::Form,
    gate::{Answer, see_other},
    preferences, respond,
    view::{
        FieldError, Problem, Section,
        profile::{Day, ProfilePage},
    },
};

const DAYS: usize = 7;

/// Shows it.
pub async fn profile(call: Call, user: UserDesk) -> Answer {
    let page = ProfilePage {
        saved: call.query.has("saved"),
        ..stored(&user)?
    };
    respond::page(&call, Some(&user), Section::None, "profile.html", &page)
}

/// Changes it and shows it again.
pub async fn profile_post(call: Call, user: UserDesk) -> Answer {
    let (hours, mut wrong) = hours(&call.form);
    wrong.splice(0..0, faults(&call.form));
    if !wrong.is_empty() {
        return refused(&call, &user, wrong);
    }
    let (profile, now) = (read(&call.form, hours), call.now);
    let me = user.clone();
    match call.run(move |_| me.profile_edit(profile, now)).await {
        Ok(changed) => {
            let mut response = see_other("/profile?saved");
            preferences::follow(&call, &mut response, &changed)?;
            Ok(response)
        }
        Err(error) => match draw::field_error(&error) {
            Some(wrong) => refused(&call, &user, vec![wrong]),
            None => Err(error),
        },
    }
}

fn stored(user: &UserDesk) -> Result<ProfilePage, WebError> {
    let book = user.book()?;
    let User {
        name,
        email,
        language,
        time_zone,
        signature,
        theme,
        single_keys,
        hours,
        away,
        ..
    } = user.user().clone();
    let settings = book.settings.as_ref();
    let days = hours.map_or([None; DAYS], |hours| hours.days);
    Ok(ProfilePage {
        name,
        email: email.to_string(),
        language: language.map_or_else(String::new, |it| it.word().to_owned()),
        time_zone: time_zone.unwrap_or_default(),
        organization_zone: settings.map_or("UTC", |it| &it.time_zone).to_owned(),
        signature,
        theme,
        single_keys,
        away,
        hours: days.into_iter().map(day).collect(),
        saved: false,
        errors: Vec::new(),
    })
}

fn day(hours: Option<(u16, u16)>) -> Day {
    let written = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    Day {
        from: hours.map_or_else(String::new, |(from, _)| written(from)),
        to: hours.map_or_else(String::new, |(_, to)| written(to)),
    }
}

/// The page again, with what was typed and what is wrong with it.
fn refused(call: &Call, user: &UserDesk, errors: Vec<FieldError>) -> Answer {
    let form = &call.form;
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let page = ProfilePage {
        name: text("name"),
        language: text("language"),
        time_zone: text("time_zone"),
        signature: text("signature"),
        theme: Theme::from_word(form.text("theme")).unwrap_or_default(),
        single_keys: form.has("single_keys"),
        away: form.has("away"),
        hours: (1..=DAYS)
            .map(|day| Day {
                from: text(&format!("hours.{day}.from")),
                to: text(&format!("hours.{day}.to")),
            })
            .collect(),
        errors,
        ..stored(user)?
    };
    let mut response = respond::page(call, Some(user), Section::None, "profile.html", &page)?;
    response.set_status(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(response)
}

fn read(form: &Form, hours: Option<WorkingHours>) -> Profile {
    let zone = form.text("time_zone");
    Profile {
        name: form.text("name").to_owned(),
        language: Language::from_word(form.text("language")),
        time_zone: (!zone.is_empty()).then(|| zone.to_owned()),
        signature: form.get("signature").unwrap_or_default().to_owned(),
        theme: Theme::from_word(form.text("theme")).unwrap_or_default(),
        single_keys: form.has("single_keys"),
        hours,
        away: form.has("away"),
    }
}

/// What is wrong at first sight, all of it at once.
fn faults(form: &Form) -> Vec<FieldError> {
    let zone = form.text("time_zone");
    let found = [
        ("name", form.text("name").is_empty(), Problem::Required),
        (
            "time_zone",
            !zone.is_empty() && jiff::tz::TimeZone::get(zone).is_err(),
            Problem::Zone,
        ),
    ];
    let wrong = found.into_iter().filter(|(_, is_wrong, _)| *is_wrong);
    wrong
        .map(|(field, _, problem)| FieldError::new(field, problem))
        .collect()
}

/// The hours of the week; None when every day was left empty: then all hours are.
fn hours(form: &Form) -> (Option<WorkingHours>, Vec<FieldError>) {
    let (mut days, mut wrong) = ([None; DAYS], Vec::new());
    for (place, slot) in days.iter_mut().enumerate() {
        let field = format!("hours.{}", place + 1);
        let (from, to) = (format!("{field}.from"), format!("{field}.to"));
        match (form.text(&from), form.text(&to)) {
            ("", "") => {}
            (from, to) => match (minutes(from), minutes(to)) {
                (Some(from), Some(to)) if from < to => *slot = Some((from, to)),
                _ => {
                    let problem = Problem::Hours;
                    wrong.push(FieldError::new(&field, problem));
                }
            },
        }
    }
    let any = days.iter().any(Option::is_some);
    (any.then_some(WorkingHours { days }), wrong)
}

/// Minutes after midnight of `HH:MM`; what a browser adds of seconds does not count.
fn minutes(text: &str) -> Option<u16> {
    let mut parts = text.split(':');
    let mut number = |below: u16| -> Option<u16> {
        let part = parts.next()?;
        let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        let number = part.parse::<u16>().ok()?;
        (digits && number < below).then_some(number)
    };
    Some(number(24)? * 60 + number(60)?)
}
