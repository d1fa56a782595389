//! Which ticket a mail belongs to (mail.md, 3.1 and 3.2). Decides on candidates; looks nothing up.
