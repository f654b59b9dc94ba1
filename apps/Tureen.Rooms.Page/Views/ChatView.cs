using System.Globalization;
using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>The messages of the room and the field for one's own.</summary>
internal sealed class ChatView
{
    /// <summary>Messages that stay readable.</summary>
    private const int MaxMessages = 500;

    private readonly Element _log = Document.ById("chat-log");
    private readonly Element _scroll = Document.ById("chat-scroll");
    private readonly Element _text = Document.ById("chat-text");
    private readonly Element _unreadCount = Document.ById("chat-unread");
    private readonly Queue<Element> _messages = new();
    private readonly Dictionary<OutgoingChat, Element> _waiting = [];
    private int _unread;

    public ChatView(Action<string> onSend)
    {
        Document.ById("chat-form").OnSubmit(() =>
        {
            string text = _text.Value.Trim();
            if (text.Length > 0)
            {
                _text.Value = string.Empty;
                onSend(text);
            }
        });
        Panel.Opened += () =>
        {
            SetUnread(0);
            _scroll.ScrollToEnd();
            _text.Focus();
        };
    }

    public Panel Panel { get; } = new("chat");

    /// <summary>Shows a message of the user's own as one that is not sent yet.</summary>
    public void Add(OutgoingChat message)
    {
        Element shown = Add(Language.Text("you"), message.Text);
        shown.SetAttribute("data-state", "waiting");
        shown.Find(".state").Text = Language.Text("chat.waiting");
        _waiting[message] = shown;
    }

    /// <summary>The server has a message of the user's own.</summary>
    public void HandleDelivered(OutgoingChat message)
    {
        if (_waiting.Remove(message, out Element? shown))
        {
            shown.SetAttribute("data-state", null);
            shown.Find(".state").Text = string.Empty;
        }
    }

    /// <summary>What waits is never sent, because the user has left.</summary>
    public void GiveUp()
    {
        foreach (Element shown in _waiting.Values)
        {
            shown.Find(".state").Text = Language.Text("chat.notSent");
        }

        _waiting.Clear();
    }

    /// <summary>Forgets all messages: they are of another room.</summary>
    public void Clear()
    {
        _waiting.Clear();
        _messages.Clear();
        _log.Clear();
        SetUnread(0);
    }

    public Element Add(string who, string text)
    {
        if (_messages.Count == MaxMessages)
        {
            _messages.Dequeue().Remove();
        }

        Element message = Document.Clone("chat-template");
        message.Find(".name").Text = who;
        message.Find("time").Text = Language.Now();
        Element shown = message.Find(".text");
        foreach (TextPart part in LinkText.Split(text))
        {
            shown.Append(ElementOf(part));
        }

        _log.Append(message);
        _messages.Enqueue(message);
        _scroll.ScrollToEnd();
        SetUnread(Panel.IsOpen ? 0 : _unread + 1);
        return message;
    }

    private static Element ElementOf(TextPart part)
    {
        Element element = Document.Create(part.Link is null ? "span" : "a");
        element.Text = part.Text;
        if (part.Link is { } link)
        {
            // The page that opens learns nothing of this one, and cannot reach it.
            element.SetAttribute("href", link);
            element.SetAttribute("target", "_blank");
            element.SetAttribute("rel", "noopener noreferrer nofollow");
        }

        return element;
    }

    private void SetUnread(int count)
    {
        _unread = count;
        Panel.Toggle.SetAttribute("data-unread", count == 0 ? null : count.ToString(CultureInfo.InvariantCulture));
        _unreadCount.Text = count == 0 ? string.Empty : Language.Count("chat.unread", count);
    }
}
