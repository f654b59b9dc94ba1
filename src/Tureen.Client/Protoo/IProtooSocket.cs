namespace Tureen.Client.Protoo;

/// <summary>What carries protoo's messages.</summary>
public interface IProtooSocket
{
    /// <summary>Begins to connect. The calls come one after the other.</summary>
    /// <param name="url">The address of the server.</param>
    /// <param name="onOpen">Called when it is open.</param>
    /// <param name="onText">Called for each message.</param>
    /// <param name="onClose">Called once, with the close code, also when it never opens.</param>
    void Open(string url, Action onOpen, Action<string> onText, Action<int> onClose);

    /// <summary>Sends a message, or nothing while the socket is not open.</summary>
    /// <param name="message">The message.</param>
    void Send(string message);

    /// <summary>Ends the connection. Does nothing the second time.</summary>
    void Close();
}
