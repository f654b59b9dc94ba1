using Tureen.Client.Browser.Interop;
using Tureen.Client.Browser.Sdp;

namespace Tureen.Client.Browser.Handlers;

internal sealed partial class BrowserHandler
{
    public async Task<IReadOnlyList<HandlerReceiveResult>> ReceiveAsync(IReadOnlyList<HandlerReceiveOptions> optionsList)
    {
        EnsureOpen(TransportDirection.Recv);
        return await AddAsync(() => AcceptAsync(optionsList), static () => Task.CompletedTask);
    }

    private async Task<IReadOnlyList<HandlerReceiveResult>> AcceptAsync(IReadOnlyList<HandlerReceiveOptions> optionsList)
    {
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
        }

        // They are gone even if this offer fails; the next offer repeats it.
        foreach (string localId in localIds)
        {
            _remote.Close(localId);
            _transceivers.Remove(localId);
        }

        await AnswerAsync();
    }

    public Task PauseReceivingAsync(IReadOnlyList<string> localIds) => SetReceivingAsync(localIds, "inactive", _remote.Pause);

    public Task ResumeReceivingAsync(IReadOnlyList<string> localIds) => SetReceivingAsync(localIds, "recvonly", _remote.Resume);

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

    private Task SetReceivingAsync(IReadOnlyList<string> localIds, string direction, Action<string> changeRemote)
    {
        EnsureOpen(TransportDirection.Recv);
        List<(string LocalId, ITransceiver Transceiver, string Before)> changed =
            [.. localIds.Select(localId => (localId, Find(localId))).Select(one => (one.localId, one.Item2, one.Item2.Direction))];
        return ChangeAsync(
            () => changed.ForEach(one =>
            {
                one.Transceiver.Direction = direction;
                changeRemote(one.LocalId);
            }),
            AnswerAsync,
            () => changed.ForEach(static one => one.Transceiver.Direction = one.Before));
    }

    private HandlerReceiveResult Received(string localId)
    {
        ITransceiver transceiver = FindNew(localId);
        _transceivers[localId] = transceiver;
        return new HandlerReceiveResult { LocalId = localId, Track = transceiver.ReceivedTrack, RtpReceiver = transceiver.Receiver };
    }

    private ITransceiver FindNew(string localId) =>
        _peer.FindTransceiver(localId) ?? throw new InvalidOperationException($"There is no transceiver '{localId}'.");
}
