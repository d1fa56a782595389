//! Pages, API and event stream. This file is the route table: method, path, right, handler.
//!
//! A handler runs only behind the gate (`gate`); what it shows comes from `desk`, where the right is
//! asked for again. Never names the store's room for writing, never a mail's bytes unescaped.

pub mod api;
mod archive;
pub mod asset_file;
pub mod assets;
pub mod attachment;
pub mod body;
pub mod call;
pub mod cleaning;
pub mod commands;
pub mod companies;
pub mod company;
pub mod complete;
pub mod connection;
pub mod customer;
pub mod customer_erase;
pub mod dashboard;
pub mod download;
pub mod draw;
pub mod error;
pub mod form;
pub mod form_token;
pub mod forward_head;
pub mod gate;
pub mod headers;
pub mod health;
pub mod home;
pub mod inbox;
pub mod invite;
pub mod list_query;
pub mod locale;
pub mod mail;
pub mod manifest;
pub mod mentions;
pub mod message_html;
pub mod news;
pub mod page;
pub mod password_link;
pub mod peer;
pub mod preferences;
pub mod profile;
pub mod profile_security;
pub mod quote_intro;
pub mod reset;
pub mod respond;
pub mod route_form;
pub mod router;
pub mod server;
pub mod settings;
pub mod settings_audit;
pub mod settings_calendar;
pub mod settings_calendars;
pub mod settings_group;
pub mod settings_mail;
pub mod settings_mailbox;
pub mod settings_organization;
pub mod settings_people;
pub mod settings_retention;
pub mod settings_role;
pub mod settings_rule;
pub mod settings_rules;
pub mod settings_tag;
pub mod settings_tags;
pub mod settings_token;
pub mod settings_tokens;
pub mod settings_user;
pub mod setup;
pub mod sign_in;
pub mod sign_in_code;
pub mod sign_in_forgot;
pub mod site;
pub mod spreadsheet;
mod start;
pub mod stream;
pub mod ticket;
pub mod ticket_create;
pub mod ticket_list;
pub mod ticket_print;
pub mod ticket_why;
pub mod undo;
pub mod view;
pub mod was;

use std::{net::SocketAddr, sync::Arc};

use poem::http::Method;
use tokio_util::sync::CancellationToken;

use crate::{
    base::clock::Clock,
    desk::Desk,
    domain::{
        ip_net::IpNet,
        right::Right::{
            Api, Audit, CustomerErase, Mailboxes, People, Rules, Settings, Tags, TicketDelete,
            TicketEdit, TicketNote, TicketRead, TicketReply,
        },
    },
    net::conversation::Conversation,
};

use body::Bodies;
use cleaning::Cleaning;
use gate::{Door, RouteLine};
use locale::Locales;
use page::Templates;
use site::Site;

/// What every handler needs.
pub struct Web {
    pub desk: Arc<Desk>,
    pub clock: Clock,
    pub site: Site,
    /// Reverse proxies whose word about their client is taken.
    pub proxies: Vec<IpNet>,
    pub templates: Templates,
    pub locales: Locales,
    pub conversation: Conversation,
    pub bodies: Bodies,
    pub cleaning: Cleaning,
    /// Where the receiver listens, for the page that waits for the first e-mail.
    pub smtp_listen: SocketAddr,
    /// Cancelled when the desk stops: streams end.
    pub stopping: CancellationToken,
}

macro_rules! routes {
    ($($method:ident $path:literal $right:tt $handler:path;)*) => {
        /// Every door of the desk.
        pub const ROUTES: &[RouteLine] = &[$(RouteLine {
            method: Method::$method,
            path: $path,
            door: routes!(@door $right $handler),
        }),*];
    };
    (@door SignedIn $handler:path) => { Door::SignedIn(|call, user| Box::pin($handler(call, user))) };
    (@door Open $handler:path) => { Door::Open(|call| Box::pin($handler(call))) };
    (@door $right:tt $handler:path) => { Door::Right($right, |call, user| Box::pin($handler(call, user))) };
}

routes! {
    GET  "/"                              SignedIn    home::home;
    GET  "/home/figures"                  TicketRead  dashboard::figures;
    GET  "/healthz"                       Open        health::health;
    GET  "/assets/:file"                  Open        asset_file::asset_file;
    GET  "/manifest.webmanifest"          Open        manifest::manifest;
    GET  "/apple-touch-icon.png"          Open        manifest::touch_icon;
    GET  "/sign-in"                       Open        sign_in::sign_in;
    POST "/sign-in"                       Open        sign_in::sign_in_post;
    GET  "/sign-in/code"                  Open        sign_in_code::sign_in_code;
    POST "/sign-in/code"                  Open        sign_in_code::sign_in_code_post;
    GET  "/sign-in/forgot"                Open        sign_in_forgot::sign_in_forgot;
    POST "/sign-in/forgot"                Open        sign_in_forgot::sign_in_forgot_post;
    GET  "/invite/:token"                 Open        invite::invite;
    POST "/invite/:token"                 Open        invite::invite_post;
    GET  "/reset/:token"                  Open        reset::reset;
    POST "/reset/:token"                  Open        reset::reset_post;
    POST "/sign-out"                      Open        sign_in::sign_out;
    POST "/preferences"                   Open        preferences::preferences;
    GET  "/setup/first-mail"              Settings    setup::setup_first_mail;
    GET  "/setup/:token"                  Open        setup::setup;
    POST "/setup/:token"                  Open        setup::setup_post;
    GET  "/commands"                      SignedIn    commands::commands;
    GET  "/mentions"                      TicketRead  mentions::mentions;
    GET  "/profile"                       SignedIn    profile::profile;
    POST "/profile"                       SignedIn    profile::profile_post;
    GET  "/profile/security"              SignedIn    profile_security::profile_security;
    POST "/profile/security"              SignedIn    profile_security::profile_security_post;
    GET  "/events"                        SignedIn    stream::stream;
    GET  "/tickets"                       TicketRead  ticket_list::ticket_list;
    GET  "/complete"                      TicketRead  complete::complete;
    GET  "/tickets.csv"                   TicketRead  ticket_list::export::ticket_list_csv;
    GET  "/tickets/rows"                  TicketRead  ticket_list::update::ticket_rows;
    POST "/tickets/bulk"                  TicketEdit  ticket_list::bulk::bulk;
    POST "/tickets/views"                 TicketRead  ticket_list::views::view_save;
    POST "/tickets/columns"               TicketRead  ticket_list::columns::columns;
    GET  "/tickets/new"                   TicketEdit  ticket_create::ticket_create;
    POST "/tickets/new"                   TicketEdit  ticket_create::ticket_create_post;
    GET  "/settings"                      SignedIn    settings::settings;
    GET  "/settings/people"               People      settings_people::settings_people;
    GET  "/settings/people/new"           People      settings_user::settings_user_new;
    POST "/settings/people/new"           People      settings_user::settings_user_create;
    GET  "/settings/people/:id"           People      settings_user::settings_user;
    POST "/settings/people/:id"           People      settings_user::settings_user_post;
    POST "/settings/people/:id/deactivate" People     settings_user::settings_user_deactivate;
    POST "/settings/people/:id/activate"  People      settings_user::settings_user_activate;
    POST "/settings/people/:id/invite"    People      settings_user::settings_user_invite;
    POST "/settings/people/:id/second-step" People    settings_user::settings_user_second_step;
    POST "/settings/people/:id/sign-out"  People      settings_user::settings_user_sign_out;
    GET  "/settings/groups/new"           People      settings_group::settings_group_new;
    POST "/settings/groups/new"           People      settings_group::settings_group_create;
    GET  "/settings/groups/:id"           People      settings_group::settings_group;
    POST "/settings/groups/:id"           People      settings_group::settings_group_post;
    POST "/settings/groups/:id/delete"    People      settings_group::settings_group_delete;
    POST "/settings/roles"                People      settings_people::settings_people_rights;
    GET  "/settings/roles/new"            People      settings_role::settings_role_new;
    POST "/settings/roles/new"            People      settings_role::settings_role_create;
    GET  "/settings/roles/:id"            People      settings_role::settings_role;
    POST "/settings/roles/:id"            People      settings_role::settings_role_post;
    POST "/settings/roles/:id/delete"     People      settings_role::settings_role_delete;
    POST "/undo"                          SignedIn    undo::undo;
    GET  "/settings/organization"         Settings    settings_organization::settings_organization;
    POST "/settings/organization"         Settings    settings_organization::settings_organization_post;
    GET  "/settings/mail"                 Mailboxes   settings_mail::settings_mail;
    GET  "/settings/mail/new"             Mailboxes   settings_mailbox::settings_mailbox_new;
    POST "/settings/mail/new"             Mailboxes   settings_mailbox::settings_mailbox_new_post;
    GET  "/settings/mail/:id"             Mailboxes   settings_mailbox::settings_mailbox;
    POST "/settings/mail/:id"             Mailboxes   settings_mailbox::settings_mailbox_post;
    POST "/settings/mail/:id/delete"      Mailboxes   settings_mail::settings_mail_delete;
    POST "/settings/mail/:id/restore"     Mailboxes   settings_mail::settings_mail_restore;
    GET  "/settings/rules"                Rules       settings_rules::settings_rules;
    GET  "/settings/rules/new"            Rules       settings_rule::settings_rule_new;
    POST "/settings/rules/new"            Rules       settings_rule::settings_rule_new_post;
    GET  "/settings/rules/export"         Rules       settings_rules::exchange::settings_rules_export;
    POST "/settings/rules/import"         Rules       settings_rules::exchange::settings_rules_import;
    POST "/settings/rules/starter"        Rules       settings_rules::exchange::settings_rules_starter;
    POST "/settings/rules/try"            Rules       settings_rule::lab::settings_rule_try;
    GET  "/settings/rules/:id"            Rules       settings_rule::settings_rule;
    POST "/settings/rules/:id"            Rules       settings_rule::settings_rule_post;
    POST "/settings/rules/:id/switch"     Rules       settings_rules::settings_rules_switch;
    POST "/settings/rules/:id/move"       Rules       settings_rules::settings_rules_move;
    POST "/settings/rules/:id/duplicate"  Rules       settings_rules::settings_rules_duplicate;
    POST "/settings/rules/:id/delete"     Rules       settings_rules::settings_rules_delete;
    GET  "/settings/calendars"            Settings    settings_calendars::settings_calendars;
    GET  "/settings/calendars/new"        Settings    settings_calendar::settings_calendar_new;
    POST "/settings/calendars/new"        Settings    settings_calendar::settings_calendar_new_post;
    GET  "/settings/calendars/:id"        Settings    settings_calendar::settings_calendar;
    POST "/settings/calendars/:id"        Settings    settings_calendar::settings_calendar_post;
    POST "/settings/calendars/:id/delete" Settings    settings_calendar::settings_calendar_delete;
    GET  "/settings/tags"                 Tags        settings_tags::settings_tags;
    GET  "/settings/tags/new"             Tags        settings_tag::settings_tag_new;
    POST "/settings/tags/new"             Tags        settings_tag::settings_tag_new_post;
    GET  "/settings/tags/:id"             Tags        settings_tag::settings_tag;
    POST "/settings/tags/:id"             Tags        settings_tag::settings_tag_post;
    POST "/settings/tags/:id/merge"       Tags        settings_tag::settings_tag_merge;
    POST "/settings/tags/:id/delete"      Tags        settings_tag::settings_tag_delete;
    GET  "/settings/tokens"               Api         settings_tokens::settings_tokens;
    GET  "/settings/tokens/new"           Api         settings_token::settings_token_new;
    POST "/settings/tokens/new"           Api         settings_token::settings_token_new_post;
    GET  "/settings/tokens/:id"           Api         settings_token::settings_token;
    POST "/settings/tokens/:id"           Api         settings_token::settings_token_post;
    POST "/settings/tokens/:id/revoke"    Api         settings_tokens::settings_tokens_revoke;
    GET  "/settings/retention"            Settings    settings_retention::settings_retention;
    POST "/settings/retention"            Settings    settings_retention::settings_retention_post;
    GET  "/settings/audit"                Audit       settings_audit::settings_audit;
    GET  "/settings/audit.csv"            Audit       settings_audit::export::settings_audit_csv;
    GET  "/inbox"                         TicketRead  inbox::inbox;
    GET  "/inbox/items"                   TicketRead  inbox::inbox_items;
    GET  "/t/:n"                          TicketRead  ticket::ticket;
    GET  "/t/:n/log"                      TicketRead  ticket::log::ticket_log;
    GET  "/t/:n/preview"                  TicketRead  ticket::preview::ticket_preview;
    GET  "/t/:n/print"                    TicketRead  ticket_print::ticket_print;
    GET  "/t/:n/why"                      TicketRead  ticket_why::ticket_why;
    POST "/t/:n/read"                     TicketRead  ticket::log::ticket_read;
    POST "/t/:n/presence"                 TicketRead  ticket::presence::ticket_presence;
    GET  "/t/:n/people"                   TicketNote  mentions::ticket_people;
    POST "/t/:n/edit"                     TicketEdit  ticket::edit::ticket_edit;
    POST "/t/:n/notes"                    TicketNote  ticket::compose::ticket_note;
    POST "/t/:n/notes/:a"                 TicketNote  ticket::compose::ticket_note_edit;
    POST "/t/:n/messages"                 TicketReply ticket::compose::ticket_message;
    POST "/t/:n/forward"                  TicketReply ticket::forward::ticket_forward;
    POST "/t/:n/delete"                   TicketDelete ticket::verbs::ticket_delete;
    POST "/t/:n/restore"                  TicketDelete ticket::verbs::ticket_restore;
    POST "/t/:n/link"                     TicketEdit  ticket::verbs::ticket_link;
    POST "/t/:n/unlink"                   TicketEdit  ticket::verbs::ticket_unlink;
    POST "/t/:n/merge"                    TicketEdit  ticket::verbs::ticket_merge;
    POST "/t/:n/unmerge"                  TicketEdit  ticket::verbs::ticket_unmerge;
    POST "/t/:n/split"                    TicketEdit  ticket::verbs::ticket_split;
    POST "/t/:n/snooze"                   TicketEdit  ticket::verbs::ticket_snooze;
    POST "/t/:n/wake"                     TicketEdit  ticket::verbs::ticket_wake;
    POST "/t/:n/customer"                 TicketEdit  ticket::people::ticket_customer;
    POST "/t/:n/participants"             TicketReply ticket::people::ticket_participant;
    GET  "/t/:n/m/:m/html"                TicketRead  message_html::message_html;
    GET  "/t/:n/m/:m/raw"                 TicketRead  attachment::raw;
    GET  "/t/:n/a/:a/:name"               TicketRead  attachment::attachment;
    GET  "/customers/:id"                 TicketRead  customer::customer;
    GET  "/customers/:id/news"            TicketRead  customer::customer_news;
    GET  "/customers/:id/export"          TicketRead  customer::export::customer_export;
    GET  "/customers/:id/erase"           CustomerErase customer_erase::customer_erase;
    POST "/customers/:id/erase"           CustomerErase customer_erase::customer_erase_post;
    GET  "/organizations"                 TicketRead  companies::companies;
    GET  "/organizations/news"            TicketRead  companies::companies_news;
    GET  "/organizations/:id"             TicketRead  company::company;
    GET  "/organizations/:id/news"        TicketRead  company::company_news;
    POST "/organizations/:id"             TicketEdit  company::company_post;
    POST "/organizations/:id/delete"      TicketEdit  company::company_delete;
    GET  "/api/v1/tickets"                TicketRead  api::ticket::list;
    POST "/api/v1/tickets"                TicketEdit  api::ticket::create;
    POST "/api/v1/tickets/bulk"           TicketEdit  api::bulk::bulk;
    GET  "/api/v1/tickets/:n"             TicketRead  api::ticket::get;
    PATCH "/api/v1/tickets/:n"            TicketEdit  api::ticket::edit;
    GET  "/api/v1/tickets/:n/explain"     TicketRead  api::ticket::explain;
    POST "/api/v1/tickets/:n/delete"      TicketDelete api::verb::delete;
    POST "/api/v1/tickets/:n/restore"     TicketDelete api::verb::restore;
    POST "/api/v1/tickets/:n/link"        TicketEdit  api::verb::link;
    POST "/api/v1/tickets/:n/unlink"      TicketEdit  api::verb::unlink;
    POST "/api/v1/tickets/:n/merge"       TicketEdit  api::verb::merge;
    POST "/api/v1/tickets/:n/unmerge"     TicketEdit  api::verb::unmerge;
    POST "/api/v1/tickets/:n/split"       TicketEdit  api::verb::split;
    POST "/api/v1/tickets/:n/snooze"      TicketEdit  api::verb::snooze;
    POST "/api/v1/tickets/:n/wake"        TicketEdit  api::verb::wake;
    POST "/api/v1/tickets/:n/messages"    TicketReply api::message::create;
    POST "/api/v1/tickets/:n/notes"       TicketNote  api::message::note;
    PATCH "/api/v1/tickets/:n/notes/:a"   TicketNote  api::message::note_edit;
    DELETE "/api/v1/tickets/:n/notes/:a"  TicketNote  api::message::note_delete;
    POST "/api/v1/tickets/:n/messages/:m/forward" TicketReply api::message::forward;
    GET  "/api/v1/tickets/:n/messages/:m/raw" TicketRead api::message::raw;
    GET  "/api/v1/tickets/:n/messages/:m/attachments/:a" TicketRead api::message::attachment;
    GET  "/api/v1/customers"              TicketRead  api::customer::list;
    POST "/api/v1/customers"              TicketEdit  api::customer::create;
    GET  "/api/v1/customers/:id"          TicketRead  api::customer::get;
    PATCH "/api/v1/customers/:id"         TicketEdit  api::customer::edit;
    DELETE "/api/v1/customers/:id"        CustomerErase api::customer::erase;
    GET  "/api/v1/customers/:id/export"   TicketRead  api::customer::export;
    POST "/api/v1/customers/:id/merge"    TicketEdit  api::customer::merge;
    POST "/api/v1/customers/:id/unmerge"  TicketEdit  api::customer::unmerge;
    GET  "/api/v1/organizations"          TicketRead  api::company::list;
    GET  "/api/v1/organizations/:id"      TicketRead  api::company::get;
    PATCH "/api/v1/organizations/:id"     TicketEdit  api::company::edit;
    DELETE "/api/v1/organizations/:id"    TicketEdit  api::company::delete;
    POST "/api/v1/uploads"                TicketReply api::upload::create;
    GET  "/api/v1/uploads/:id"            TicketReply api::upload::get;
    GET  "/api/v1/users"                  People      api::user::list;
    POST "/api/v1/users"                  People      api::user::create;
    GET  "/api/v1/users/:id"              People      api::user::get;
    PATCH "/api/v1/users/:id"             People      api::user::edit;
    DELETE "/api/v1/users/:id"            People      api::user::deactivate;
    GET  "/api/v1/groups"                 SignedIn    api::group::list;
    POST "/api/v1/groups"                 People      api::group::create;
    GET  "/api/v1/groups/:id"             SignedIn    api::group::get;
    PATCH "/api/v1/groups/:id"            People      api::group::edit;
    DELETE "/api/v1/groups/:id"           People      api::group::delete;
    GET  "/api/v1/roles"                  People      api::role::list;
    POST "/api/v1/roles"                  People      api::role::create;
    GET  "/api/v1/roles/:id"              People      api::role::get;
    PATCH "/api/v1/roles/:id"             People      api::role::edit;
    DELETE "/api/v1/roles/:id"            People      api::role::delete;
    GET  "/api/v1/settings"               Settings    api::settings::get;
    PATCH "/api/v1/settings"              Settings    api::settings::edit;
    GET  "/api/v1/mailboxes"              Mailboxes   api::mailbox::list;
    POST "/api/v1/mailboxes"              Mailboxes   api::mailbox::create;
    GET  "/api/v1/mailboxes/:id"          Mailboxes   api::mailbox::get;
    PATCH "/api/v1/mailboxes/:id"         Mailboxes   api::mailbox::edit;
    DELETE "/api/v1/mailboxes/:id"        Mailboxes   api::mailbox::delete;
    GET  "/api/v1/calendars"              Settings    api::calendar::list;
    POST "/api/v1/calendars"              Settings    api::calendar::create;
    GET  "/api/v1/calendars/:id"          Settings    api::calendar::get;
    PATCH "/api/v1/calendars/:id"         Settings    api::calendar::edit;
    DELETE "/api/v1/calendars/:id"        Settings    api::calendar::delete;
    GET  "/api/v1/counts"                 TicketRead  api::counts::counts;
    GET  "/api/v1/views"                  TicketRead  api::view::list;
    POST "/api/v1/views"                  TicketEdit  api::view::create;
    PATCH "/api/v1/views/:id"             TicketEdit  api::view::edit;
    DELETE "/api/v1/views/:id"            TicketEdit  api::view::delete;
    GET  "/api/v1/tags"                   SignedIn    api::tag::list;
    POST "/api/v1/tags"                   Tags        api::tag::create;
    GET  "/api/v1/tags/:id"               SignedIn    api::tag::get;
    PATCH "/api/v1/tags/:id"              Tags        api::tag::edit;
    DELETE "/api/v1/tags/:id"             Tags        api::tag::delete;
    POST "/api/v1/tags/:id/merge"         Tags        api::tag::merge;
    GET  "/api/v1/tokens"                 Api         api::token::list;
    POST "/api/v1/tokens"                 Api         api::token::create;
    GET  "/api/v1/tokens/:id"             Api         api::token::get;
    PATCH "/api/v1/tokens/:id"            Api         api::token::edit;
    DELETE "/api/v1/tokens/:id"           Api         api::token::delete;
    GET  "/api/v1/audit"                  Audit       api::audit::list;
    GET  "/api/v1/rules"                  Rules       api::rule::list;
    POST "/api/v1/rules"                  Rules       api::rule::create;
    POST "/api/v1/rules/dry-run"          Rules       api::rule::dry_run;
    GET  "/api/v1/rules/:id"              Rules       api::rule::get;
    PUT  "/api/v1/rules/:id"              Rules       api::rule::put;
    DELETE "/api/v1/rules/:id"            Rules       api::rule::delete;
}
