//! What the form of a calendar holds, and what it means. Every fault is found at once, so that
//! nobody mends one to be told of the next.

use crate::{
    desk::{
        calendars::{
            CalendarEdit,
            typed::{DAYS, Day, DaysOff, Target, read_holiday, write_holiday, write_target},
        },
        problem::Fault,
    },
    domain::{
        calendar::{Calendar, Targets, Week},
        id::{GroupId, MailboxId},
        ticket::Priority,
    },
    web::{
        draw,
        error::WebError,
        form::Form,
        settings_calendars::span,
        settings_people::chosen,
        view::{
            FieldError, Problem,
            settings_calendar::{DayHours, TargetRow},
            settings_calendars::Span,
        },
    },
};

/// Lines that a refusal repeats.
const REPEATED: usize = 3;
/// Characters of each.
const LINE: usize = 40;

/// What the fields hold, as it is typed or kept.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    pub name: String,
    pub time_zone: String,
    pub days: Vec<DayHours>,
    pub holidays: String,
    pub targets: Vec<TargetRow>,
    pub mailboxes: Vec<MailboxId>,
    pub groups: Vec<GroupId>,
    pub is_default: bool,
}

impl Fields {
    /// What a new form begins with: office hours, and nothing promised.
    pub fn begin(time_zone: &str, week: &Week) -> Self {
        Self {
            time_zone: time_zone.to_owned(),
            days: days(week),
            targets: targets(&Targets::default(), &Targets::default()),
            ..Self::default()
        }
    }

    /// What is kept.
    pub fn of(calendar: &Calendar) -> Self {
        let holidays: Vec<String> = calendar.holidays.iter().map(write_holiday).collect();
        Self {
            name: calendar.name.clone(),
            time_zone: calendar.time_zone.clone(),
            days: days(&calendar.week),
            holidays: holidays.join("\n"),
            targets: targets(&calendar.answer, &calendar.solution),
            mailboxes: calendar.mailboxes.clone(),
            groups: calendar.groups.clone(),
            is_default: calendar.is_default,
        }
    }

    /// What was typed, to the letter.
    pub fn typed(form: &Form) -> Result<Self, WebError> {
        let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
        let day = |word: &'static str| DayHours {
            word,
            spans: (1..=Week::SPANS)
                .map(|place| Span {
                    from: text(&format!("hours.{word}.{place}.from")),
                    to: text(&format!("hours.{word}.{place}.to")),
                })
                .collect(),
        };
        let row = |priority: Priority| TargetRow {
            priority,
            answer: text(&format!("answer.{}", priority.word())),
            solution: text(&format!("solution.{}", priority.word())),
        };
        Ok(Self {
            name: text("name"),
            time_zone: text("time_zone"),
            days: DAYS.into_iter().map(day).collect(),
            holidays: text("holidays"),
            targets: Priority::ALL.into_iter().map(row).collect(),
            mailboxes: chosen(form, "mailboxes", MailboxId)?,
            groups: chosen(form, "groups", GroupId)?,
            is_default: form.has("default"),
        })
    }

    /// Reads what was typed; who follows the calendar is not in it.
    ///
    /// # Errors
    /// Everything that is wrong at first sight, in the order of the form.
    pub fn read(&self) -> Result<CalendarEdit, Vec<FieldError>> {
        let mut wrong = Vec::new();
        if self.name.trim().is_empty() {
            wrong.push(FieldError::new("name", Problem::Required));
        }
        if jiff::tz::TimeZone::get(self.time_zone.trim()).is_err() {
            wrong.push(FieldError::new("time_zone", Problem::Zone));
        }
        let mut edit = CalendarEdit {
            name: Some(self.name.clone()),
            time_zone: Some(self.time_zone.clone()),
            ..CalendarEdit::default()
        };
        for (slot, day) in edit.days.iter_mut().zip(&self.days) {
            let pairs = day.spans.iter().map(|it| (it.from.trim(), it.to.trim()));
            let filled = pairs.filter(|pair| *pair != ("", ""));
            let field = format!("hours.{}", day.word);
            *slot = noted(&mut wrong, field, Day::of(filled));
        }
        let closed = |day: &Option<Day>| day.as_ref().is_some_and(Day::is_empty);
        if edit.days.iter().all(closed) {
            wrong.push(FieldError::new("hours", Problem::NoHours));
        }
        edit.holidays = self.days_off(&mut wrong);
        for (place, row) in self.targets.iter().enumerate() {
            for (name, text, targets) in [
                ("answer", &row.answer, &mut edit.answer),
                ("solution", &row.solution, &mut edit.solution),
            ] {
                let field = format!("{name}.{}", row.priority.word());
                if let Some(slot) = targets.get_mut(place) {
                    *slot = noted(&mut wrong, field, Target::read(text));
                }
            }
        }
        if wrong.is_empty() {
            Ok(edit)
        } else {
            Err(wrong)
        }
    }

    /// Reads the days off, one to a line; an empty line is none.
    fn days_off(&self, wrong: &mut Vec<FieldError>) -> Option<DaysOff> {
        let (mut days, mut bad, mut fault) = (Vec::new(), Vec::new(), Fault::Holiday);
        for line in self.holidays.lines().map(str::trim) {
            if line.is_empty() {
                continue;
            }
            let (date, name) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            match read_holiday(date, name) {
                Ok(day) => days.push(day),
                Err(found) => {
                    fault = found;
                    bad.push(draw::beginning(line, LINE));
                }
            }
        }
        if bad.is_empty() {
            return noted(wrong, "holidays".to_owned(), DaysOff::of(days));
        }
        if bad.len() > REPEATED {
            bad.truncate(REPEATED);
            bad.push("…".to_owned());
        }
        let problem = match fault {
            Fault::TooLong(_) => Problem::TooLong,
            _ => Problem::Holiday,
        };
        wrong.push(FieldError::about("holidays", problem, bad.join(" · ")));
        None
    }
}

/// What was read, or a note of what is wrong with it.
fn noted<T>(wrong: &mut Vec<FieldError>, field: String, read: Result<T, Fault>) -> Option<T> {
    match read {
        Ok(read) => Some(read),
        Err(fault) => {
            wrong.extend(draw::field_error(&WebError::Field { field, fault }));
            None
        }
    }
}

fn days(week: &Week) -> Vec<DayHours> {
    let days = DAYS.into_iter().zip(&week.days);
    days.map(|(word, hours)| {
        let mut spans: Vec<Span> = hours.iter().map(span).collect();
        for span in &mut spans {
            // A field for a time of day knows no 24:00.
            if span.to == "24:00" {
                "00:00".clone_into(&mut span.to);
            }
        }
        spans.resize(Week::SPANS, Span::default());
        DayHours { word, spans }
    })
    .collect()
}

fn targets(answer: &Targets, solution: &Targets) -> Vec<TargetRow> {
    let row = |priority: Priority| {
        let text = |targets: &Targets| targets.of(priority).map(write_target).unwrap_or_default();
        TargetRow {
            priority,
            answer: text(answer),
            solution: text(solution),
        }
    };
    Priority::ALL.into_iter().map(row).collect()
}
