using Tureen.Client.Browser.Sdp;
using Tureen.Ortc;

namespace Tureen.Client.Browser.Handlers;

internal sealed partial class BrowserHandler
{
    /// <summary>Browsers that do not report their limit of channels allow as many as SCTP has streams.</summary>
    private const int DefaultMaxChannels = 65536;

    private int _nextStreamId;
    private bool _hasUsedData;

    public async Task<HandlerSendDataChannelResult> SendDataChannelAsync(HandlerSendDataChannelOptions options)
    {
        EnsureOpen(TransportDirection.Send);
        SctpStreamParameters sent = new()
        {
            StreamId = _nextStreamId,
            Ordered = options.Ordered,
            MaxPacketLifeTime = options.MaxPacketLifeTime,
            MaxRetransmits = options.MaxRetransmits,
        };
        IDataChannel channel = _peer.CreateDataChannel(options.Label, DataChannelOptions.Write(sent, options.Protocol));
        _hasUsedData = true;
        _nextStreamId = (_nextStreamId + 1) % (_peer.MaxChannels ?? DefaultMaxChannels);
        if (!_hasDataSection)
        {
            await AddAsync(OfferDataAsync, () => CloseAsync(channel));
        }

        return new HandlerSendDataChannelResult { DataChannel = channel, SctpStreamParameters = sent };
    }

    public async Task<IDataChannel> ReceiveDataChannelAsync(HandlerReceiveDataChannelOptions options)
    {
        EnsureOpen(TransportDirection.Recv);
        IDataChannel channel = _peer.CreateDataChannel(
            options.Label, DataChannelOptions.Write(options.SctpStreamParameters, options.Protocol));
        if (!_hasDataSection)
        {
            await AddAsync(AcceptDataAsync, () => CloseAsync(channel));
        }

        return channel;
    }

    /// <summary>The largest message: of ours when sending, of the server's when receiving.</summary>
    public long? GetDataChannelMaxMessageSize() => IsSending ? _peer.MaxMessageSize : _options.SctpParameters?.MaxSendMessageSize;

    private static Task CloseAsync(IDataChannel channel)
    {
        channel.Close();
        return Task.CompletedTask;
    }

    private async Task<bool> OfferDataAsync()
    {
        string offer = await _peer.CreateOfferAsync();
        SessionDescription local = SessionDescription.Parse(offer);
        await EnsureConnectedAsync(local);
        await _peer.SetLocalDescriptionAsync("offer", offer);
        AnswerOfferedData(local);
        await _peer.SetRemoteDescriptionAsync("answer", _remote.Write());
        return _hasDataSection;
    }

    private async Task<bool> AcceptDataAsync()
    {
        _remote.OfferData();
        await _peer.SetRemoteDescriptionAsync("offer", _remote.Write());
        SessionDescription answer = SessionDescription.Parse(await _peer.CreateAnswerAsync());
        if (_options.SctpParameters?.MaxSendMessageSize is { } size)
        {
            LocalAnswer.ApplyMaxMessageSize(answer, size);
        }

        await EnsureConnectedAsync(answer);
        await _peer.SetLocalDescriptionAsync("answer", answer.ToString());
        _hasDataSection = true;
        return true;
    }

    /// <summary>
    /// Answers the section of data, where the browser offers it next: also after a data channel whose opening failed, since browsers offer the
    /// section from the first channel on, closed or not.
    /// </summary>
    private void AnswerOfferedData(SessionDescription offer)
    {
        if (_hasUsedData && !_hasDataSection && offer.Media.Count > _remote.Count && offer.Media[_remote.Count] is { Type: "application" } section)
        {
            _remote.AnswerData(section);
            _hasDataSection = true;
        }
    }
}
