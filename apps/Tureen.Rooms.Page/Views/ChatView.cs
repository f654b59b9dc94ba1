using System.Globalization;
using Tureen.Rooms.Page.Dom;

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

    public void Add(string who, string text)
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
    }
}
