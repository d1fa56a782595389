//! The first run behind a one-time link, and the page that waits for the first e-mail.

#[cfg(test)]
mod tests;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use poem::http::StatusCode;

use crate::{
    desk::{
        access::{UserDesk, WHOLE},
        password,
        setup::FirstRun,
    },
    domain::{address::EmailAddress, right::Right, user::Language},
    net::conversation::{ReceiverEvent, ReceiverStep},
};

use super::{
    call::Call,
    draw,
    error::WebError,
    form::Form,
    gate::{Answer, form_cookie, see_other},
    respond,
    sign_in::set_cookie,
    view::{
        FieldError, Hidden, Problem, Section,
        setup::{FirstMail, FirstTicket, ReceiverLine, SetupPage, Step},
    },
};

/// Fields that each step sends, in their order.
const STEPS: [(&str, &[&str]); 3] = [
    ("organization", &["organization", "language", "time_zone"]),
    ("address", &["mailbox"]),
    ("admin", &["name", "email", "password"]),
];
/// Where the last step stands, once the admin is signed in.
const FIRST_MAIL: &str = "/setup/first-mail";

/// Shows the first step. Looking does not burn the link.
pub async fn setup(mut call: Call) -> Answer {
    check_link(&call).await?;
    let cookie = form_cookie(&mut call);
    let mut response = show(&call, 0, Vec::new())?;
    set_cookie(&mut response, cookie)?;
    Ok(response)
}

async fn check_link(call: &Call) -> Result<(), WebError> {
    let (secret, now) = (call.param("token").unwrap_or_default().to_owned(), call.now);
    let works = call
        .run(move |desk| desk.setup_link_works(&secret, now))
        .await?;
    if works {
        Ok(())
    } else {
        Err(WebError::LinkExpired)
    }
}

fn show(call: &Call, step: usize, errors: Vec<FieldError>) -> Answer {
    let form = &call.form;
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let shown = match step {
        0 => Step::Organization {
            organization: text("organization"),
            language: form
                .get("language")
                .and_then(Language::from_word)
                .unwrap_or(call.language),
            time_zone: form
                .get("time_zone")
                .map_or_else(|| "Europe/Paris".to_owned(), str::to_owned),
        },
        1 => Step::Address {
            mailbox: text("mailbox"),
        },
        _ => Step::Admin {
            name: text("name"),
            email: text("email"),
        },
    };
    // Everything that is not on this step goes along, but never a password.
    let carried = STEPS
        .iter()
        .enumerate()
        .filter(|(place, _)| *place != step)
        .flat_map(|(_, (_, fields))| {
            fields
                .iter()
                .filter(|field| **field != "password" && form.has(field))
        });
    let page = SetupPage {
        action: call.uri.path().to_owned(),
        carried: carried
            .map(|field| Hidden {
                name: (*field).to_owned(),
                value: text(field),
            })
            .collect(),
        step: shown,
        errors,
    };
    respond::page(call, None, Section::None, "setup.html", &page)
}

/// Takes one step; the third makes everything at once and signs the admin in.
pub async fn setup_post(call: Call) -> Answer {
    check_link(&call).await?;
    let sent = call.form.text("step");
    let step = STEPS
        .iter()
        .position(|(name, _)| *name == sent)
        .ok_or(WebError::BadRequest)?;
    if call.form.has("back") {
        return show(&call, step.saturating_sub(1), Vec::new());
    }
    let errors = faults(&call.form, step);
    if !errors.is_empty() {
        return refused(&call, step, errors);
    }
    if step + 1 < STEPS.len() {
        return show(&call, step + 1, Vec::new());
    }
    let Some(answers) = answers(&call.form) else {
        return Err(WebError::BadRequest);
    };
    let secret = call.param("token").unwrap_or_default().to_owned();
    let (browser, now) = (call.browser(), call.now);
    match call
        .run_hashing(move |desk| desk.first_run_by_link(&secret, answers, &browser, now))
        .await
    {
        Ok(cookie) => {
            let mut response = see_other(FIRST_MAIL);
            let site = &call.web.site;
            set_cookie(
                &mut response,
                Some(site.cookie(site.cookie_name(), &cookie, WHOLE.as_secs())),
            )?;
            Ok(response)
        }
        Err(error) => match draw::field_error(&error) {
            Some(error) => {
                let at = STEPS
                    .iter()
                    .position(|(_, fields)| fields.contains(&error.field.as_str()));
                refused(&call, at.unwrap_or(step), vec![error])
            }
            None => Err(error),
        },
    }
}

fn refused(call: &Call, step: usize, errors: Vec<FieldError>) -> Answer {
    let mut response = show(call, step, errors)?;
    response.set_status(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(response)
}

fn faults(form: &Form, step: usize) -> Vec<FieldError> {
    let (_, fields) = STEPS[step];
    let fault = |field: &&str| {
        let text = form.text(field);
        let problem = match *field {
            _ if text.is_empty() => Some(Problem::Required),
            "time_zone" => jiff::tz::TimeZone::get(text)
                .is_err()
                .then_some(Problem::Zone),
            "mailbox" | "email" => EmailAddress::parse(text)
                .is_err()
                .then_some(Problem::Address),
            "password" => {
                (text.chars().count() < password::SHORTEST).then_some(Problem::PasswordShort)
            }
            "language" => Language::from_word(text)
                .is_none()
                .then_some(Problem::Choice),
            _ => None,
        };
        problem.map(|problem| FieldError::new(field, problem))
    };
    fields.iter().filter_map(fault).collect()
}

fn answers(form: &Form) -> Option<FirstRun> {
    Some(FirstRun {
        organization: form.text("organization").to_owned(),
        language: Language::from_word(form.text("language"))?,
        time_zone: form.text("time_zone").to_owned(),
        mailbox: EmailAddress::parse(form.text("mailbox")).ok()?,
        admin_name: form.text("name").to_owned(),
        admin_email: EmailAddress::parse(form.text("email")).ok()?,
        password: form.get("password")?.to_owned(),
        smarthost: None,
        smarthost_password: None,
        demo: false,
    })
}

/// Waits for the first e-mail: shows the receiver's conversation, then the ticket.
pub async fn setup_first_mail(call: Call, user: UserDesk) -> Answer {
    let reader = user.clone();
    let (first, book) = call
        .run(move |_| {
            // Who may change settings need not see tickets.
            let first = if reader.may(Right::TicketRead) {
                reader.first_ticket()?
            } else {
                None
            };
            Ok::<_, crate::desk::problem::Problem>((first, reader.book()?))
        })
        .await?;
    let mailbox = book.mailboxes.first().ok_or(WebError::NotFound)?;
    let ticket = first.map(|line| FirstTicket {
        number: line.ticket.id.0,
        name: line.ticket.name.clone(),
        customer: draw::label(line.customer.as_ref()),
        status: line.ticket.status,
        at: line.ticket.created,
    });
    let step = Step::FirstMail(FirstMail {
        address: mailbox.address.to_string(),
        smtp_listen: call.web.smtp_listen.to_string(),
        local: is_loopback(call.web.smtp_listen),
        test: test_line(call.web.smtp_listen, mailbox.address.as_str()),
        lines: lines(&call.web.conversation.newest()),
        ticket,
    });
    let page = SetupPage {
        action: FIRST_MAIL.to_owned(),
        carried: Vec::new(),
        step,
        errors: Vec::new(),
    };
    respond::page(&call, Some(&user), Section::None, "setup.html", &page)
}

/// True if no other machine can reach the address.
fn is_loopback(listen: SocketAddr) -> bool {
    listen.ip().to_canonical().is_loopback()
}

/// The command that sends a test mail from the desk's machine, ready for a shell.
fn test_line(listen: SocketAddr, mailbox: &str) -> String {
    let ip = match listen.ip() {
        // Every address of the machine is none to connect to.
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip.to_canonical(),
    };
    let server = SocketAddr::new(ip, listen.port());
    // A mailbox may hold characters that mean something to a shell.
    let plain = |c: char| c.is_ascii_alphanumeric() || "@._+-".contains(c);
    if mailbox.chars().all(plain) {
        format!("swaks --server {server} --to {mailbox}")
    } else {
        let quoted = mailbox.replace('\'', r"'\''");
        format!("swaks --server {server} --to '{quoted}'")
    }
}

fn lines(events: &[ReceiverEvent]) -> Vec<ReceiverLine> {
    let line = |event: &ReceiverEvent| ReceiverLine {
        at: event.at,
        text: words(event),
    };
    events.iter().map(line).collect()
}

/// One step in the words of the protocol, which are never translated.
#[must_use]
pub fn words(event: &ReceiverEvent) -> String {
    let peer = event.peer;
    match &event.what {
        ReceiverStep::Connected => format!("connection from {peer}"),
        ReceiverStep::Encrypted { tls } => format!("{peer}: STARTTLS, {tls}"),
        ReceiverStep::Accepted {
            receipt,
            size_bytes,
        } => {
            format!("{peer}: 250 2.0.0 kept {receipt} ({size_bytes} bytes)")
        }
        ReceiverStep::Refused { reply } => format!("{peer}: {reply}"),
        ReceiverStep::Closed => format!("{peer}: closed"),
    }
}
