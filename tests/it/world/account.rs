//! Mails about accounts as their recipients see them: taken by the sink, read, followed.

use guichet::{
    desk::people::NewUser,
    domain::{access::Visibility, id::UserId, role::EXPERT, user::User},
    mail::inbound::{self, InboundMail},
    store,
};

use super::{World, address, mail::Mail};
use crate::support::{sink::Received, soon};

pub const NOOR: &str = "noor@lumen.example";
pub const NEW_PASSWORD: &str = "rain on the tin roof";

/// One mail that the sink took.
pub struct Letter {
    pub received: Received,
    pub mail: InboundMail,
    /// The path of its link.
    pub path: String,
}

impl Letter {
    fn read(received: &Received) -> Self {
        let mail = inbound::parse(&received.raw);
        let all = format!("{}\n{}", mail.text, mail.quoted);
        let link = all
            .lines()
            .find_map(|line| line.trim().strip_prefix("http://"))
            .unwrap_or_else(|| panic!("no link in {all}"));
        let path = link.split_once('/').unwrap().1;
        Self {
            received: received.clone(),
            path: format!("/{path}"),
            mail,
        }
    }

    /// The whole message as text.
    pub fn raw(&self) -> String {
        String::from_utf8(self.received.raw.clone()).unwrap()
    }

    /// The header alone.
    pub fn header(&self) -> String {
        self.raw().split_once("\r\n\r\n").unwrap().0.to_owned()
    }

    /// The return path that it was sent with.
    pub fn return_path(&self) -> String {
        let path = self.received.mail.split_once('<').unwrap().1;
        path.split_once('>').unwrap().0.to_owned()
    }

    /// The same mail as a server would send it on to the desk.
    pub fn again(&self, sender: &str) -> Mail {
        Mail::raw(sender, self.received.raw.clone())
    }
}

impl World {
    /// Makes somebody through the use case of a page: they get an invite.
    pub async fn invited(&self, email: &str, name: &str) -> User {
        let now = self.clock.now();
        let new = NewUser {
            email: address(email),
            name: name.to_owned(),
            roles: vec![EXPERT],
            visibility: Visibility::All,
            groups: Vec::new(),
            password: None,
        };
        let admin = self.as_admin();
        let made = self.desk().run(move |_| admin.user_make(new, now));
        made.await.unwrap().unwrap()
    }

    /// Sends an invite, or a reset for who has a password.
    pub async fn invite(&self, id: UserId) {
        let (admin, now) = (self.as_admin(), self.clock.now());
        let sent = self.desk().run(move |_| admin.user_invite(id, now));
        sent.await.unwrap().unwrap();
    }

    /// Waits for the mail number `count` (from 1) to an address.
    pub async fn letter(&self, to: &str, count: usize) -> Letter {
        let fits = |received: &&Received| received.rcpts.iter().any(|rcpt| rcpt.contains(to));
        let seen = self.sink.until("a letter", |seen| {
            seen.received.iter().filter(fits).count() >= count
        });
        let seen = seen.await;
        Letter::read(seen.received.iter().filter(fits).nth(count - 1).unwrap())
    }

    /// Waits until nothing is queued any more: then whoever got nothing gets nothing.
    pub async fn all_sent(&self) {
        soon("an empty queue", async {
            let mut commits = self.desk().listen();
            while self.desk().next_delivery_due().unwrap().is_some() {
                commits.next().await;
            }
        })
        .await;
    }

    /// The acts of the audit log, oldest first, with whom they were done to.
    pub fn acts(&self) -> Vec<(String, String)> {
        let mut acts = Vec::new();
        let view = self.desk().store().read().unwrap();
        store::audit::before(&view, None, |line| {
            acts.push((line.act.word().to_owned(), line.subject));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        acts.reverse();
        acts
    }

    /// How often something was done.
    pub fn act_count(&self, word: &str) -> usize {
        self.acts().iter().filter(|(act, _)| act == word).count()
    }

    /// A user as they are now.
    pub fn user(&self, email: &str) -> User {
        self.desk().user_by_email(&address(email)).unwrap().unwrap()
    }
}
