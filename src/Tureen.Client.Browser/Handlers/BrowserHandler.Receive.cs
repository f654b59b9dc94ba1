using Tureen.Client.Browser.Interop;
using Tureen.Client.Browser.Sdp;

namespace Tureen.Client.Browser.Handlers;

internal sealed partial class BrowserHandler
{
    public async Task<IReadOnlyList<HandlerReceiveResult>> ReceiveAsync(IReadOnlyList<HandlerReceiveOptions> optionsList)
    {
        EnsureOpen(TransportDirection.Recv);
        List<(string LocalId, HandlerReceiveOptions Options)> tracks = [];
        foreach (HandlerReceiveOptions options in optionsList)
        {
            string localId = options.RtpParameters.Mid ?? $"{_transceivers.Count}";
            _remote.Offer(localId, options.Kind, options.RtpParameters, StreamIdOf(options), options.TrackId);
            tracks.Add((localId, options));
        }

        await _peer.SetRemoteDescriptionAsync("offer", _remote.Write());
        foreach ((string localId, HandlerReceiveOptions options) in tracks)
        {
            options.OnRtpReceiver?.Invoke(FindNew(localId).Receiver);
        }

        SessionDescription answer = SessionDescription.Parse(await _peer.CreateAnswerAsync());
        foreach ((string localId, HandlerReceiveOptions options) in tracks)
        {
            if (answer.FindByMid(localId) is { } section)
            {
                LocalAnswer.ApplyOpusStereo(section, options.RtpParameters);
            }
        }

        await EnsureConnectedAsync(answer);
        await _peer.SetLocalDescriptionAsync("answer", answer.ToString());
        return [.. tracks.Select(track => Received(track.LocalId))];
    }

    public async Task StopReceivingAsync(IReadOnlyList<string> localIds)
    {
        EnsureDirection(TransportDirection.Recv);
        if (_isClosed)
        {
            return;
        }

        foreach (string localId in localIds)
        {
            Find(localId);
            _remote.Close(localId);
        }

        await AnswerAsync();
        foreach (string localId in localIds)
        {
            _transceivers.Remove(localId);
        }
    }

    public Task PauseReceivingAsync(IReadOnlyList<string> localIds)
    {
        EnsureOpen(TransportDirection.Recv);
        foreach (string localId in localIds)
        {
            Find(localId).Direction = "inactive";
            _remote.Pause(localId);
        }

        return AnswerAsync();
    }

    public Task ResumeReceivingAsync(IReadOnlyList<string> localIds)
    {
        EnsureOpen(TransportDirection.Recv);
        foreach (string localId in localIds)
        {
            Find(localId).Direction = "recvonly";
            _remote.Resume(localId);
        }

        return AnswerAsync();
    }

    public async Task<RtcStatsReport> GetReceiverStatsAsync(string localId)
    {
        EnsureOpen(TransportDirection.Recv);
        return RtcStatsReport.Parse(await Find(localId).GetReceiverStatsAsync());
    }

    /// <summary>Tracks of one peer are played in step, so its stream matters more than its tracks.</summary>
    private static string StreamIdOf(HandlerReceiveOptions options) =>
        options.StreamId
        ?? options.RtpParameters.Msid?.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()
        ?? options.RtpParameters.Rtcp.Cname
        ?? "-";

    private HandlerReceiveResult Received(string localId)
    {
        ITransceiver transceiver = FindNew(localId);
        _transceivers[localId] = transceiver;
        return new HandlerReceiveResult { LocalId = localId, Track = transceiver.ReceivedTrack, RtpReceiver = transceiver.Receiver };
    }

    private ITransceiver FindNew(string localId) =>
        _peer.FindTransceiver(localId) ?? throw new InvalidOperationException($"There is no transceiver '{localId}'.");
}
