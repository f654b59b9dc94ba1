using System.Globalization;
using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Session;

namespace Tureen.Rooms.Page.Views;

/// <summary>The messages of the room and the field for one's own.</summary>
internal sealed class ChatView
{
    /// <summary>Messages that stay readable.</summary>
    private const int MaxMessages = 500;

    private readonly Element _panel = Document.ById("chat");
    private readonly Element _log = Document.ById("chat-log");
    private readonly Element _text = Document.ById("chat-text");
    private readonly Element _toggle = Document.ById("toggle-chat");
    private readonly Queue<Element> _messages = new();
    private readonly Dictionary<OutgoingChat, Element> _waiting = [];
    private int _unread;
    private bool _isOpen;

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
    }

    public bool IsOpen
    {
        get => _isOpen;
        set
        {
            _isOpen = value;
            _panel.IsHidden = !value;
            _toggle.IsPressed = value;
            if (value)
            {
                _unread = 0;
                _toggle.SetAttribute("data-unread", null);
                _log.ScrollToEnd();
                _text.Focus();
            }
        }
    }

    /// <summary>Shows a message of the user's own as one that is not sent yet.</summary>
    public void Add(OutgoingChat message)
    {
        Element shown = Add("You", message.Text);
        shown.SetAttribute("data-state", "waiting");
        shown.Find(".state").Text = "not sent yet";
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
            shown.Find(".state").Text = "not sent";
        }

        _waiting.Clear();
    }

    public Element Add(string who, string text)
    {
        if (_messages.Count == MaxMessages)
        {
            _messages.Dequeue().Remove();
        }

        Element message = Document.Clone("chat-template");
        message.Find(".name").Text = who;
        message.Find("time").Text = DateTime.Now.ToString("HH:mm", CultureInfo.InvariantCulture);
        message.Find(".text").Text = text;
        _log.Append(message);
        _messages.Enqueue(message);
        _log.ScrollToEnd();
        if (!_isOpen)
        {
            _toggle.SetAttribute("data-unread", (++_unread).ToString(CultureInfo.InvariantCulture));
        }

        return message;
    }
}
