using Tureen.Ortc;

namespace Tureen.Client.Browser.Interop;

/// <summary>The browser's RTCPeerConnection, as far as a handler uses it.</summary>
internal interface IPeerConnection
{
    /// <summary>The stream that tracks belong to when the application names no other.</summary>
    string StreamId { get; }

    string IceGatheringState { get; }

    /// <summary>Null in browsers that know only the state of ICE.</summary>
    string? ConnectionState { get; }

    string IceConnectionState { get; }

    /// <summary>The largest message that can be sent; null until data channels are negotiated.</summary>
    long? MaxMessageSize { get; }

    /// <summary>The number of data channels; null until they are negotiated, and in browsers that do not report it.</summary>
    int? MaxChannels { get; }

    Task<string> CreateOfferAsync(bool isIceRestart = false);

    Task<string> CreateAnswerAsync();

    /// <summary>Applies a description and gives it as the browser then has it.</summary>
    Task<string> SetLocalDescriptionAsync(string type, string sdp);

    Task SetRemoteDescriptionAsync(string type, string sdp);

    /// <summary>Takes back an offer that has not been answered. Does nothing without one, or when the connection is closed.</summary>
    Task RollBackAsync();

    void SetIceServers(string json);

    ITransceiver AddTransceiver(IMediaStreamTrack track, IReadOnlyList<RtpEncodingParameters>? encodings, string? forcedExtensions);

    ITransceiver? FindTransceiver(string mid);

    /// <summary>Stops sending on a transceiver, which stays.</summary>
    void RemoveTrack(ITransceiver transceiver);

    IDataChannel CreateDataChannel(string label, string options);

    /// <summary>The statistics, as a JSON array of the browser's entries.</summary>
    Task<string> GetStatsAsync();

    void Close();
}
