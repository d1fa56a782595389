//! Mails to users in their language: templates under `web/mail`, sentences of the catalogues.
//!
//! The only place where a link of a mail is written. Never sends anything: `desk` does.

use std::sync::Arc;

use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use rust_embed::RustEmbed;

use crate::{
    desk::account_mail::{Letter, LetterError, Letters, Written},
    domain::credential::LinkPurpose,
};

use super::{
    locale::Locales,
    page::{self, PageError},
    site::Site,
};

#[derive(RustEmbed)]
#[folder = "web/mail"]
struct Files;

/// All mails, compiled, and the words they say.
pub struct MailTemplates {
    environment: Environment<'static>,
    /// `scheme://host[:port]`.
    origin: String,
}

impl MailTemplates {
    /// Compiles everything.
    ///
    /// # Errors
    /// [`PageError`] names the file.
    pub fn load(site: &Site) -> Result<Self, PageError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|name| {
            if name.ends_with(".html") {
                AutoEscape::Html
            } else {
                AutoEscape::None
            }
        });
        environment.set_formatter(page::format);
        page::add_functions(&mut environment, Arc::new(Locales::load()?));
        for name in Files::iter() {
            let source =
                Files::get(&name).map(|file| String::from_utf8_lossy(&file.data).into_owned());
            environment
                .add_template_owned(name.to_string(), source.unwrap_or_default())
                .map_err(|error| page::failed(&name, &error))?;
        }
        Ok(Self {
            environment,
            origin: site.origin().to_owned(),
        })
    }

    fn render(&self, mail: &str, part: &str, letter: &Letter<'_>) -> Result<String, LetterError> {
        let name = format!("{mail}/{part}");
        let said = self.environment.get_template(&name).and_then(|template| {
            template.render(context! {
                lang => letter.language.word(),
                name => letter.name,
                organization => letter.organization,
                by => letter.by,
                link => format!("{}/{mail}/{}", self.origin, letter.secret),
                host => self.origin.split_once("://").map_or(self.origin.as_str(), |(_, host)| host),
            })
        });
        said.map_err(|error| LetterError(page::failed(&name, &error).to_string()))
    }
}

impl Letters for MailTemplates {
    fn write(&self, letter: &Letter<'_>) -> Result<Written, LetterError> {
        let mail = match letter.purpose {
            LinkPurpose::Invite => "invite",
            LinkPurpose::Reset => "reset",
        };
        Ok(Written {
            subject: self.render(mail, "subject.txt", letter)?.trim().to_owned(),
            text: self.render(mail, "body.txt", letter)?,
            html: self.render(mail, "body.html", letter)?,
        })
    }
}

#[cfg(test)]
mod tests;
