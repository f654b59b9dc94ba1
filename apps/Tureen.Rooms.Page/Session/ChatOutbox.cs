namespace Tureen.Rooms.Page.Session;

/// <summary>
/// The user's own messages until the server has them. A channel delivers in order, so the number of messages that the server has received on it
/// shows which of them arrived. Messages that had not arrived when the channel closed are sent again over the next one.
/// </summary>
/// <param name="onDelivered">The server has a message.</param>
internal sealed class ChatOutbox(Action<OutgoingChat> onDelivered)
{
    /// <summary>Messages that wait for a connection. Nobody types more.</summary>
    public const int MaxWaiting = 200;

    private readonly Queue<OutgoingChat> _waiting = new();
    private Action<string>? _send;
    private int _sent;

    /// <summary>Whether a message is on its way, so that the server is to be asked for its number.</summary>
    public bool IsAwaiting => _waiting.TryPeek(out OutgoingChat? oldest) && oldest.Place is not null;

    /// <summary>Takes a message, and sends it if there is a channel.</summary>
    /// <returns>The message; null when too many wait already.</returns>
    public OutgoingChat? Add(string text)
    {
        if (_waiting.Count == MaxWaiting)
        {
            return null;
        }

        var message = new OutgoingChat(text);
        _waiting.Enqueue(message);
        Send(message);
        return message;
    }

    /// <summary>A new channel is open: it carries what waits, and what comes from now on.</summary>
    public void Open(Action<string> send)
    {
        Close();
        _send = send;
        foreach (OutgoingChat message in _waiting)
        {
            Send(message);
        }
    }

    /// <summary>The channel is gone.</summary>
    public void Close()
    {
        _send = null;
        _sent = 0;
        foreach (OutgoingChat message in _waiting)
        {
            message.Place = null;
        }
    }

    /// <summary>The server has received so many messages on the channel.</summary>
    public void HandleReceived(int count)
    {
        while (_waiting.TryPeek(out OutgoingChat? message) && message.Place is int place && place <= count)
        {
            _waiting.Dequeue();
            onDelivered(message);
        }
    }

    private void Send(OutgoingChat message)
    {
        if (_send is null)
        {
            return;
        }

        try
        {
            _send(message.Text);
            message.Place = ++_sent;
        }
        catch (Exception error)
        {
            // The channel has just ended; the next one gets the message, after those before it.
            Console.Error.WriteLine($"The chat does not take a message: {error.Message}");
            _send = null;
        }
    }
}
