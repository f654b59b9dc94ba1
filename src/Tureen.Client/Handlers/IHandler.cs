using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>
/// The media stack under one transport (mediasoup-client HandlerInterface). The transport runs one command at a time, except for
/// <see cref="Close"/> and the statistics. When closed, every member fails with <see cref="InvalidStateException"/>, except
/// <see cref="StopSendingAsync"/> and <see cref="StopReceivingAsync"/>, which do nothing; a local id that is not known fails.
/// </summary>
public interface IHandler
{
    /// <summary>The name, such as <c>Chrome111</c>.</summary>
    string Name { get; }

    /// <summary>Closes it without a call to the listener. Does nothing the second time.</summary>
    void Close();

    /// <summary>Uses other STUN and TURN servers from now on.</summary>
    /// <param name="iceServers">All of them.</param>
    /// <returns>Completes when the media stack has applied the change.</returns>
    /// <exception cref="UnsupportedException">The media stack cannot.</exception>
    Task UpdateIceServersAsync(IReadOnlyList<IceServer> iceServers);

    /// <summary>Restarts ICE.</summary>
    /// <param name="iceParameters">The server's new credentials.</param>
    /// <returns>Completes when the restart is negotiated.</returns>
    Task RestartIceAsync(IceParameters iceParameters);

    /// <summary>Gets the statistics of all.</summary>
    /// <returns>The statistics.</returns>
    Task<RtcStatsReport> GetTransportStatsAsync();

    /// <summary>The greatest message that can be sent, in bytes; null when not known.</summary>
    /// <returns>Bytes.</returns>
    long? GetDataChannelMaxMessageSize();

    /// <summary>Begins to send a track.</summary>
    /// <param name="options">What and how.</param>
    /// <returns>Its description for the server.</returns>
    Task<HandlerSendResult> SendAsync(HandlerSendOptions options);

    /// <summary>Ends sending.</summary>
    /// <param name="localId">What <see cref="SendAsync"/> gave.</param>
    /// <returns>Completes when the media stack has applied the change.</returns>
    Task StopSendingAsync(string localId);

    /// <summary>Sends no RTP for now.</summary>
    /// <param name="localId">What <see cref="SendAsync"/> gave.</param>
    /// <returns>Completes when the media stack has applied the change.</returns>
    Task PauseSendingAsync(string localId);

    /// <summary>Sends RTP again.</summary>
    /// <param name="localId">What <see cref="SendAsync"/> gave.</param>
    /// <returns>Completes when the media stack has applied the change.</returns>
    Task ResumeSendingAsync(string localId);

    /// <summary>Sends another track without negotiation.</summary>
    /// <param name="localId">What <see cref="SendAsync"/> gave.</param>
    /// <param name="track">The track; null for none.</param>
    /// <returns>Completes when the media stack has applied the change.</returns>
    Task ReplaceTrackAsync(string localId, IMediaStreamTrack? track);

    /// <summary>Sends no encoding above one.</summary>
    /// <param name="localId">What <see cref="SendAsync"/> gave.</param>
    /// <param name="spatialLayer">The index of the highest encoding that is sent.</param>
    /// <returns>Completes when the media stack has applied the change.</returns>
    Task SetMaxSpatialLayerAsync(string localId, int spatialLayer);

    /// <summary>Changes all encodings.</summary>
    /// <param name="localId">What <see cref="SendAsync"/> gave.</param>
    /// <param name="parameters">What is given replaces what was there; the rest stays.</param>
    /// <returns>Completes when the media stack has applied the change.</returns>
    Task SetRtpEncodingParametersAsync(string localId, RtpEncodingParameters parameters);

    /// <summary>Gets the statistics of one sender.</summary>
    /// <param name="localId">What <see cref="SendAsync"/> gave.</param>
    /// <returns>The statistics.</returns>
    Task<RtcStatsReport> GetSenderStatsAsync(string localId);

    /// <summary>Opens a data channel for sending.</summary>
    /// <param name="options">How.</param>
    /// <returns>The channel and its stream.</returns>
    Task<HandlerSendDataChannelResult> SendDataChannelAsync(HandlerSendDataChannelOptions options);

    /// <summary>Begins to receive, all in one negotiation.</summary>
    /// <param name="options">What.</param>
    /// <returns>One result for each, in their order.</returns>
    Task<IReadOnlyList<HandlerReceiveResult>> ReceiveAsync(IReadOnlyList<HandlerReceiveOptions> options);

    /// <summary>Ends receiving.</summary>
    /// <param name="localIds">What <see cref="ReceiveAsync"/> gave.</param>
    /// <returns>Completes when the media stack has applied the change.</returns>
    Task StopReceivingAsync(IReadOnlyList<string> localIds);

    /// <summary>Receives no RTP for now.</summary>
    /// <param name="localIds">What <see cref="ReceiveAsync"/> gave.</param>
    /// <returns>Completes when the media stack has applied the change.</returns>
    Task PauseReceivingAsync(IReadOnlyList<string> localIds);

    /// <summary>Receives RTP again.</summary>
    /// <param name="localIds">What <see cref="ReceiveAsync"/> gave.</param>
    /// <returns>Completes when the media stack has applied the change.</returns>
    Task ResumeReceivingAsync(IReadOnlyList<string> localIds);

    /// <summary>Gets the statistics of one receiver.</summary>
    /// <param name="localId">What <see cref="ReceiveAsync"/> gave.</param>
    /// <returns>The statistics.</returns>
    Task<RtcStatsReport> GetReceiverStatsAsync(string localId);

    /// <summary>Opens a data channel for receiving.</summary>
    /// <param name="options">How.</param>
    /// <returns>The channel.</returns>
    Task<IDataChannel> ReceiveDataChannelAsync(HandlerReceiveDataChannelOptions options);
}
