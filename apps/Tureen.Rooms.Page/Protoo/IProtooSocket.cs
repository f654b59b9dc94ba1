namespace Tureen.Rooms.Page.Protoo;

/// <summary>What carries protoo's messages.</summary>
internal interface IProtooSocket
{
    /// <summary>Begins to connect; onClose comes once, with the close code, also when it never opens.</summary>
    void Open(string url, Action onOpen, Action<string> onText, Action<int> onClose);

    /// <summary>Sends a message, or nothing while the socket is not open.</summary>
    void Send(string message);

    void Close();
}
