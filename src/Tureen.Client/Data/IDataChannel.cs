namespace Tureen.Client;

/// <summary>A data channel, such as the browser's RTCDataChannel (WebRTC, section 6.2).</summary>
public interface IDataChannel
{
    /// <summary>It can be used now.</summary>
    event Action? OnOpen;

    /// <summary>It failed, for the reason given.</summary>
    event Action<Exception>? OnError;

    /// <summary>It was closed, by either side.</summary>
    event Action? OnClose;

    /// <summary>What waits to be sent fell to the threshold or below it.</summary>
    event Action? OnBufferedAmountLow;

    /// <summary>A message came.</summary>
    event Action<DataMessage>? OnMessage;

    /// <summary>The SCTP stream, once it is known.</summary>
    int? Id { get; }

    /// <summary>The label.</summary>
    string Label { get; }

    /// <summary>The subprotocol.</summary>
    string Protocol { get; }

    /// <summary>The state.</summary>
    DataChannelState ReadyState { get; }

    /// <summary>Bytes that wait to be sent.</summary>
    long BufferedAmount { get; }

    /// <summary>Bytes at which <see cref="OnBufferedAmountLow"/> is raised.</summary>
    long BufferedAmountLowThreshold { get; set; }

    /// <summary>How a browser keeps messages of bytes; C# gets them as bytes either way.</summary>
    DataBinaryType BinaryType { get; set; }

    /// <summary>Sends text.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidStateException">The channel is not open.</exception>
    /// <exception cref="MediasoupTypeException">It is longer than the other end takes.</exception>
    void Send(string text);

    /// <summary>Sends bytes.</summary>
    /// <param name="bytes">The bytes, which are copied.</param>
    /// <exception cref="InvalidStateException">The channel is not open.</exception>
    /// <exception cref="MediasoupTypeException">They are more than the other end takes.</exception>
    void Send(ReadOnlySpan<byte> bytes);

    /// <summary>Sends a message that the media stack holds in a form of its own, such as a browser's Blob.</summary>
    /// <param name="message">The message.</param>
    /// <exception cref="InvalidStateException">The channel is not open.</exception>
    /// <exception cref="MediasoupTypeException">The media stack knows no such message.</exception>
    void SendObject(object message) =>
        throw new MediasoupTypeException($"this media stack cannot send a {message?.GetType().Name ?? "null"}");

    /// <summary>Closes the channel. Does nothing the second time.</summary>
    void Close();
}
