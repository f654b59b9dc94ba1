using System.Text.Json.Nodes;
using Tureen.Client;
using Tureen.Client.Browser;
using Tureen.Ortc;
using Tureen.Rooms.Page.Devices;
using Tureen.Rooms.Page.Protoo;
using Tureen.Rooms.Page.Views;

namespace Tureen.Rooms.Page.Session;

/// <content>What the user shows, says and writes.</content>
internal sealed partial class RoomSession
{
    /// <summary>How often the server is asked whether it has a message.</summary>
    private static readonly TimeSpan ConfirmInterval = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, Producer> _sent = new(StringComparer.Ordinal);
    private readonly ChatOutbox _outbox = new(listener.HandleChatDelivered);
    private DataProducer? _chat;
    private Task _sending = Task.CompletedTask;
    private bool _isMuted;
    private bool _isConfirming;

    public IReadOnlyDictionary<string, Producer> Sent => _sent;

    public bool IsMuted
    {
        get => _isMuted;
        set
        {
            _isMuted = value;
            if (_sent.GetValueOrDefault(MediaSource.Microphone) is { } producer)
            {
                SetPaused(producer, value);
            }
        }
    }

    /// <summary>Sends the open devices and stops the others; one change at a time.</summary>
    public Task SendAllAsync() => _sending = SendAllAfterAsync(_sending);

    private async Task SendAllAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await SendAsync(MediaSource.Microphone, local.Microphone);
        await SendAsync(MediaSource.Camera, local.Camera);
        await SendAsync(MediaSource.Screen, local.Screen);
        await OpenChatAsync();
    }

    /// <summary>Sends a message as soon as there is a connection; <see cref="IRoomListener.HandleChatDelivered"/> says when the server has it.</summary>
    /// <returns>The message; null when too many wait already.</returns>
    public OutgoingChat? Write(string text)
    {
        OutgoingChat? message = _outbox.Add(text);
        _ = ConfirmAsync();
        return message;
    }

    private async Task SendAsync(string source, BrowserTrack? track)
    {
        if (SendTransport is not { Closed: false } transport)
        {
            return;
        }

        Producer? producer = _sent.GetValueOrDefault(source);
        if (track is null)
        {
            if (producer is not null)
            {
                _sent.Remove(source);
                producer.Close();
                _protoo?.Notify("closeProducer", new() { ["producerId"] = producer.Id });
            }
        }
        else if (producer is not null)
        {
            await producer.ReplaceTrackAsync(track);
        }
        else if (_device!.CanProduce(track.Kind))
        {
            producer = await transport.ProduceAsync(new ProducerOptions
            {
                Track = track,
                StopTracks = false,
                Encodings = string.Equals(source, MediaSource.Camera, StringComparison.Ordinal) ? CameraEncodings.For(track.SettingsJson) : null,
                CodecOptions = track.Kind == MediaKind.Audio
                    ? new ProducerCodecOptions { OpusFec = true, OpusDtx = true, OpusNack = true }
                    : new ProducerCodecOptions { VideoGoogleStartBitrate = 1000 },
                AppData = new() { ["source"] = source },
            });
            _sent[source] = producer;
            if (_isMuted && track.Kind == MediaKind.Audio)
            {
                SetPaused(producer, isPaused: true);
            }
        }
    }

    private async Task OpenChatAsync()
    {
        if (_chat is null && SendTransport is { Closed: false } transport)
        {
            DataProducer chat = await transport.ProduceDataAsync(new DataProducerOptions { Label = "chat" });
            _chat = chat;
            chat.OnOpen += () => UseChat(chat);
            UseChat(chat);
        }
    }

    private void UseChat(DataProducer chat)
    {
        if (ReferenceEquals(chat, _chat) && chat.ReadyState == DataChannelState.Open)
        {
            _outbox.Open(chat.Send);
            _ = ConfirmAsync();
        }
    }

    /// <summary>Asks the server how many messages it has received, until it has all that were sent.</summary>
    private async Task ConfirmAsync()
    {
        if (_isConfirming)
        {
            return;
        }

        _isConfirming = true;
        try
        {
            while (_outbox.IsAwaiting && _chat is { Closed: false } chat && _protoo is { } protoo)
            {
                JsonNode answer = await protoo.RequestAsync("getDataProducerStats", new() { ["dataProducerId"] = chat.Id });
                int? received = Quality.Number((answer["stats"] as JsonArray)?.FirstOrDefault()?["messagesReceived"]);
                if (ReferenceEquals(chat, _chat))
                {
                    _outbox.HandleReceived(received ?? 0);
                }

                await (_outbox.IsAwaiting ? Task.Delay(ConfirmInterval) : Task.CompletedTask);
            }
        }
        catch (ProtooException error)
        {
            // The connection is gone; the messages wait for the next one.
            Console.Error.WriteLine($"The chat was not confirmed: {error.Message}");
        }
        finally
        {
            _isConfirming = false;
        }
    }

    private void SetPaused(Producer producer, bool isPaused)
    {
        if (isPaused)
        {
            producer.Pause();
        }
        else
        {
            producer.Resume();
        }

        _protoo?.Notify(isPaused ? "pauseProducer" : "resumeProducer", new() { ["producerId"] = producer.Id });
    }

    private void ForgetSent()
    {
        _sent.Clear();
        _chat = null;
        _outbox.Close();
    }
}
