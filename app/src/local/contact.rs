//! How things stand with the server, and the words for it.

/// How things stand with the server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Contact {
    /// Not tried since the app was opened.
    #[default]
    NotTried,
    /// The last try went well.
    Fine,
    /// Sending: done, and in all.
    Sending(usize, usize),
    /// The server does not answer.
    NoSignal,
    /// The server asked for patience; seconds until the next try.
    Busy(u32),
    /// Something else answered: a Wi-Fi that wants a sign-in page.
    Portal,
    /// The session has run out.
    SignIn,
    /// An answer we do not know; its code, and seconds until the next try.
    Odd(u16, u32),
    /// This server is older than this app.
    OldServer,
    /// Somebody else's work lies on this tablet and is not sent.
    SomebodyElse,
    /// The role of whoever is signed in does not go to people's homes.
    NoTablet,
}

impl Contact {
    /// The reason why something waits, word for word as screens.md 4.17 has it.
    pub fn words(&self) -> String {
        match self {
            Contact::NotTried | Contact::NoSignal | Contact::Fine => "Waiting for signal".to_owned(),
            Contact::Sending(done, all) => format!("Sending, {done} of {all}"),
            Contact::Busy(seconds) => {
                format!("The server is busy. Trying again in {seconds} seconds.")
            }
            Contact::Portal => {
                "This Wi-Fi wants a sign-in page of its own. Open it in the browser, then Try now.".to_owned()
            }
            Contact::SignIn => "Your sign-in has run out. Sign in to send.".to_owned(),
            Contact::Odd(code, seconds) => format!(
                "The server answered in a way we do not know (code {code}). Trying again in {seconds} seconds."
            ),
            Contact::OldServer => {
                "The server is older than this app. It will be sent when the server is updated.".to_owned()
            }
            Contact::SomebodyElse => {
                "Work of somebody else is on this tablet and not sent yet. They sign in here and send it first."
                    .to_owned()
            }
            Contact::NoTablet => "Your role does not carry visits on a tablet.".to_owned(),
        }
    }
}
