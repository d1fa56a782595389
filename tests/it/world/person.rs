//! People of every kind: with roles, visibility and groups, at a browser and with tokens.

use std::net::SocketAddr;

use guichet::{
    desk::{
        api_token::NewToken,
        groups::GroupEdit,
        people::{NewUser, UserEdit},
        roles::RoleEdit,
        warrant::Warrant,
    },
    domain::{
        access::Visibility,
        credential::Scope,
        id::{GroupId, RoleId, TicketId, UserId},
        right::Rights,
        user::User,
    },
};

use super::{
    ADMIN, PASSWORD, World, address,
    events::Events,
    http::{Api, Browser, Request},
};

/// Somebody who works here.
pub struct Person {
    pub name: String,
    pub user: User,
    pub browser: Browser,
    /// A program with a token of theirs for everything.
    pub api: Api,
    web: SocketAddr,
}

impl Person {
    /// Opens the event stream as a page of theirs does; `more` goes behind the address.
    pub async fn listen(&self, more: &str) -> Events {
        let request = Request::new("GET", &format!("/events{more}"));
        Events::open(self.web, &self.browser.with_cookies(request)).await
    }
}

impl World {
    /// Adds somebody and signs them in.
    pub async fn person(
        &self,
        name: &str,
        roles: &[RoleId],
        visibility: Visibility,
        groups: &[GroupId],
    ) -> Person {
        let plain = |c: &char| c.is_ascii_alphanumeric() || *c == ' ';
        let local: String = name.to_lowercase().chars().filter(plain).collect();
        let email = format!("{}@lumen.example", local.replace(' ', "."));
        let new = NewUser {
            email: address(&email),
            name: name.to_owned(),
            roles: roles.to_vec(),
            visibility,
            groups: groups.to_vec(),
            password: Some(PASSWORD.to_owned()),
        };
        let now = self.clock.now();
        let made = self
            .desk()
            .run(move |desk| desk.user_add(&Warrant::command_line(), new, now).unwrap());
        let user = made.await.unwrap();
        self.at_work(name, user).await
    }

    /// The admin of the first run.
    pub async fn ada(&self) -> Person {
        let user = self.desk().user_by_email(&address(ADMIN)).unwrap();
        self.at_work("Ada Byron", user.unwrap()).await
    }

    async fn at_work(&self, name: &str, user: User) -> Person {
        let browser = self.stranger();
        browser.enter(user.email.as_str(), PASSWORD).await;
        let token = self.token_of(user.id, &[Scope::All]).await;
        Person {
            name: name.to_owned(),
            user,
            browser,
            api: Api::new(self.web(), Some(token)),
            web: self.web(),
        }
    }

    /// Makes a token of somebody's.
    pub async fn token_of(&self, owner: UserId, scopes: &[Scope]) -> String {
        let (admin, now) = (self.as_admin(), self.clock.now());
        let new = NewToken {
            owner,
            name: "tests".to_owned(),
            scopes: scopes.to_vec(),
            expires: None,
        };
        let made = self
            .desk()
            .run(move |_| admin.token_make(new, now).unwrap().0);
        made.await.unwrap()
    }

    /// Makes a group.
    pub async fn group(&self, name: &str, members: &[UserId]) -> GroupId {
        let (admin, now) = (self.as_admin(), self.clock.now());
        let edit = GroupEdit {
            name: Some(name.to_owned()),
            members: Some(members.to_vec().into()),
            ..GroupEdit::default()
        };
        let made = self
            .desk()
            .run(move |_| admin.group_make(edit, now).unwrap());
        made.await.unwrap().id
    }

    /// Makes a role.
    pub async fn role(&self, name: &str, rights: Rights) -> RoleId {
        let (admin, now) = (self.as_admin(), self.clock.now());
        let edit = RoleEdit {
            name: Some(name.to_owned()),
            rights: Some(rights),
            ..RoleEdit::default()
        };
        let made = self
            .desk()
            .run(move |_| admin.role_make(edit, now).unwrap());
        made.await.unwrap().id
    }

    /// Changes somebody as an admin does.
    pub async fn change(&self, id: UserId, edit: UserEdit) {
        let (admin, now) = (self.as_admin(), self.clock.now());
        let changed = self
            .desk()
            .run(move |_| admin.user_edit(id, edit, now).unwrap());
        changed.await.unwrap();
    }

    /// Gives a ticket to somebody.
    pub async fn give(&self, ticket: u64, user: UserId) {
        self.assign(
            ticket,
            Some(guichet::domain::assignee::Assignee::User(user)),
        )
        .await;
    }

    /// Changes who has a ticket.
    pub async fn assign(&self, ticket: u64, to: Option<guichet::domain::assignee::Assignee>) {
        let (admin, now) = (self.as_admin(), self.clock.now());
        let edit = guichet::desk::ticket_edit::TicketEdit {
            assignee: Some(to),
            ..Default::default()
        };
        let changed = self
            .desk()
            .run(move |_| admin.ticket_edit(TicketId(ticket), edit, now).unwrap());
        changed.await.unwrap();
    }
}
