//! The sample texts, read from the files beside this one. Every person and address is invented,
//! every domain ends in `.example` (RFC 2606, 2).

use std::collections::HashMap;

use crate::domain::{ticket::Priority, user::Language};

use super::DemoError;

/// Somebody who works at the desk.
#[derive(Clone, Debug)]
pub struct Person {
    pub email: &'static str,
    pub name: &'static str,
}

/// Somebody who writes to it.
#[derive(Clone, Debug)]
pub struct Customer {
    pub language: Language,
    pub email: &'static str,
    pub name: &'static str,
    pub organization: &'static str,
    pub phone: &'static str,
}

/// What somebody asks for. `{who}` and `{room}` are filled in.
#[derive(Clone, Debug)]
pub struct Request {
    pub topic: &'static str,
    pub priority: Priority,
    pub subject: &'static str,
    pub body: String,
}

/// What is said about a topic in one language.
#[derive(Clone, Debug, Default)]
pub struct Talk {
    pub group: &'static str,
    pub tag: &'static str,
    lines: HashMap<&'static str, Vec<&'static str>>,
}

impl Talk {
    /// The sentences of a kind: `ask`, `solve`, `note`, `more`.
    #[must_use]
    pub fn lines(&self, kind: &str) -> &[&'static str] {
        self.lines.get(kind).map_or(&[], Vec::as_slice)
    }
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    /// The admin first.
    pub people: Vec<Person>,
    pub customers: Vec<Customer>,
    pub english: Vec<Request>,
    pub french: Vec<Request>,
    talks: HashMap<(&'static str, &'static str), Talk>,
    manners: HashMap<(&'static str, &'static str), Vec<&'static str>>,
}

impl Samples {
    /// Reads the embedded texts.
    ///
    /// # Errors
    /// [`DemoError::Samples`] with the line that is wrong.
    pub fn read() -> Result<Self, DemoError> {
        let mut samples = Self {
            people: table(include_str!("people.txt"), person)?,
            customers: table(include_str!("customers.txt"), customer)?,
            english: table(include_str!("requests.en.txt"), request)?,
            french: table(include_str!("requests.fr.txt"), request)?,
            ..Self::default()
        };
        samples.read_topics(include_str!("topics.txt"))?;
        for line in lines(include_str!("manners.txt")) {
            let (language, rest) = split(line, ' ')?;
            let (kind, text) = split(rest, ' ')?;
            let list = samples.manners.entry((language, kind)).or_default();
            list.push(text);
        }
        let known = |request: &&Request, language: Language| {
            samples
                .talks
                .contains_key(&(request.topic, language.word()))
        };
        for (requests, language) in [
            (&samples.english, Language::En),
            (&samples.french, Language::Fr),
        ] {
            if let Some(lost) = requests.iter().find(|request| !known(request, language)) {
                return Err(DemoError::Samples(lost.subject.to_owned()));
            }
        }
        Ok(samples)
    }

    // A line `topic group` without a language opens a topic.
    fn read_topics(&mut self, text: &'static str) -> Result<(), DemoError> {
        let (mut topic, mut group) = ("", "");
        for line in lines(text) {
            let (first, rest) = split(line, ' ')?;
            if Language::from_word(first).is_none() {
                (topic, group) = (first, rest);
                continue;
            }
            let (kind, words) = split(rest, ' ')?;
            let talk = self.talks.entry((topic, first)).or_default();
            talk.group = group;
            if kind == "tag" {
                talk.tag = words;
            } else {
                talk.lines.entry(kind).or_default().push(words);
            }
        }
        Ok(())
    }

    /// What is asked for in a language.
    #[must_use]
    pub fn requests(&self, language: Language) -> &[Request] {
        match language {
            Language::En => &self.english,
            Language::Fr => &self.french,
        }
    }

    /// What is said about a topic; every request's topic has it in its language.
    #[must_use]
    pub fn talk(&self, topic: &str, language: Language) -> Option<&Talk> {
        let mut talks = self.talks.iter();
        talks
            .find(|((name, word), _)| *name == topic && *word == language.word())
            .map(|(_, talk)| talk)
    }

    /// Sentences that fit every topic: `hello`, `bye`, `thanks`, `follow`, `reply`, `who`, `room`.
    #[must_use]
    pub fn manners(&self, kind: &str, language: Language) -> &[&'static str] {
        let mut manners = self.manners.iter();
        manners
            .find(|((word, name), _)| *name == kind && *word == language.word())
            .map_or(&[], |(_, lines)| lines.as_slice())
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.is_empty())
}

fn table<T>(
    text: &'static str,
    row: fn(&[&'static str]) -> Option<T>,
) -> Result<Vec<T>, DemoError> {
    let read = |line: &'static str| {
        let cells: Vec<&str> = line.split(" | ").collect();
        row(&cells).ok_or_else(|| DemoError::Samples(line.to_owned()))
    };
    lines(text).map(read).collect()
}

fn split(line: &'static str, at: char) -> Result<(&'static str, &'static str), DemoError> {
    line.split_once(at)
        .ok_or_else(|| DemoError::Samples(line.to_owned()))
}

fn person(cells: &[&'static str]) -> Option<Person> {
    let [email, name] = cells else { return None };
    Some(Person { email, name })
}

fn customer(cells: &[&'static str]) -> Option<Customer> {
    let [language, email, name, organization, phone] = cells else {
        return None;
    };
    Some(Customer {
        language: Language::from_word(language)?,
        email,
        name,
        organization,
        phone,
    })
}

fn request(cells: &[&'static str]) -> Option<Request> {
    let [head, subject, body] = cells else {
        return None;
    };
    let (topic, priority) = head.split_once(' ').unwrap_or((head, "medium"));
    Some(Request {
        topic,
        priority: Priority::from_word(priority)?,
        subject,
        body: body.replace(" / ", "\n\n"),
    })
}

#[cfg(test)]
mod tests;
