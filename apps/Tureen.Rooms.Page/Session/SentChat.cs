using System.Text.Json.Nodes;
using Tureen.Client;
using Tureen.Client.Protoo;

namespace Tureen.Rooms.Page.Session;

/// <summary>What the user writes: the channel that carries it, and the question how much of it the server has.</summary>
/// <param name="connection">The connection of the session.</param>
/// <param name="onDelivered">The server has a message.</param>
internal sealed class SentChat(RoomConnection connection, Action<OutgoingChat> onDelivered)
{
    /// <summary>How often the server is asked whether it has a message.</summary>
    private static readonly TimeSpan ConfirmInterval = TimeSpan.FromMilliseconds(200);

    private readonly ChatOutbox _outbox = new(onDelivered);
    private DataProducer? _channel;
    private bool _isConfirming;

    /// <summary>Sends a message as soon as there is a channel.</summary>
    /// <returns>The message; null when too many wait already.</returns>
    public OutgoingChat? Write(string text)
    {
        OutgoingChat? message = _outbox.Add(text);
        _ = ConfirmAsync();
        return message;
    }

    /// <summary>Opens the channel of the connection, unless it has one.</summary>
    public async Task OpenAsync()
    {
        if (_channel is null && connection.Send is { Closed: false } transport)
        {
            DataProducer channel = await transport.ProduceDataAsync(new DataProducerOptions { Label = "chat" });
            _channel = channel;
            channel.OnOpen += () => Use(channel);
            Use(channel);
        }
    }

    /// <summary>The connection is gone, and the channel with it.</summary>
    public void Clear()
    {
        _channel = null;
        _outbox.Close();
    }

    private void Use(DataProducer channel)
    {
        if (ReferenceEquals(channel, _channel) && channel.ReadyState == DataChannelState.Open)
        {
            _outbox.Open(channel.Send);
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
            while (_outbox.IsAwaiting && _channel is { Closed: false } channel && connection.Signaling is { } signaling)
            {
                JsonNode answer = await signaling.RequestAsync("getDataProducerStats", new() { ["dataProducerId"] = channel.Id });
                int? received = Quality.Number((answer["stats"] as JsonArray)?.FirstOrDefault()?["messagesReceived"]);
                if (ReferenceEquals(channel, _channel))
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
}
