using System.Text.Json.Nodes;

namespace Tureen.V2;

public sealed partial class Peer
{
    /// <summary>
    /// Takes a notification of the client. A failure while a well-formed one is handled is only logged. Call it in the order
    /// in which the client's messages come.
    /// </summary>
    /// <param name="notification">The notification as the client sent it.</param>
    /// <returns>Completes when the notification has been handled.</returns>
    /// <exception cref="InvalidStateException">The peer is closed.</exception>
    /// <exception cref="MediasoupTypeException">The notification is malformed.</exception>
    public async Task ReceiveNotificationAsync(JsonObject notification)
    {
        Task done;
        lock (Room.Gate)
        {
            RequireOpen();
            JsonObject copy = MessageFields.Copy(notification, "notification");
            done = HandleNotificationAsync(Messages.MethodOfNotification(copy), copy);
        }

        await done.ConfigureAwait(false);
    }

    private async Task HandleNotificationAsync(string method, JsonObject fields)
    {
        try
        {
            await DispatchAsync(method, fields).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Log.Error($"receiveNotification() failed [method:{method}]: {error.Message}");
        }
    }

    private Task DispatchAsync(string method, JsonObject fields)
    {
        int? id = fields.Integer("id");
        switch (method)
        {
            case "leave":
                Close(Originator.Remote, fields.AppData());
                return Task.CompletedTask;
            case "updateTransport":
                return UpdateTransportAsync(FindTransport(id), fields);
            case "closeTransport":
                FindTransport(id).Close(Originator.Remote, fields.AppData());
                return Task.CompletedTask;
            case "enableTransportStats":
                FindTransport(id).Reports.Enable(fields.Number("interval"));
                return Task.CompletedTask;
            case "disableTransportStats":
                FindTransport(id).Reports.Disable();
                return Task.CompletedTask;
            case "closeProducer" or "pauseProducer" or "resumeProducer" or "enableProducerStats" or "disableProducerStats":
                DispatchToProducer(method, id, fields);
                return Task.CompletedTask;
            default:
                DispatchToConsumer(method, id, fields);
                return Task.CompletedTask;
        }
    }

    private void DispatchToProducer(string method, int? id, JsonObject fields)
    {
        switch (method)
        {
            case "closeProducer":
                _producers.Find(producer => producer.Id == id)?.Close(Originator.Remote, fields.AppData());
                break;
            case "pauseProducer":
                FindProducer(id).SetRemotelyPaused(isPaused: true, fields.AppData());
                break;
            case "resumeProducer":
                FindProducer(id).SetRemotelyPaused(isPaused: false, fields.AppData());
                break;
            case "enableProducerStats":
                FindProducer(id).Reports.Enable(fields.Number("interval"));
                break;
            default:
                FindProducer(id).Reports.Disable();
                break;
        }
    }

    private void DispatchToConsumer(string method, int? id, JsonObject fields)
    {
        switch (method)
        {
            case "pauseConsumer":
                FindConsumer(id).SetRemotelyPaused(isPaused: true, fields.AppData());
                break;
            case "resumeConsumer":
                FindConsumer(id).SetRemotelyPaused(isPaused: false, fields.AppData());
                break;
            case "setConsumerPreferredProfile":
                FindConsumer(id).SetRemotePreferredProfile(fields.Text("profile"));
                break;
            case "enableConsumerStats":
                FindConsumer(id).Reports.Enable(fields.Number("interval"));
                break;
            case "disableConsumerStats":
                FindConsumer(id).Reports.Disable();
                break;
            default:
                throw new MediasoupException("unknown notification");
        }
    }

    private async Task UpdateTransportAsync(Transport transport, JsonObject fields)
    {
        try
        {
            await transport.SetRemoteAsync(fields).ConfigureAwait(false);
        }
        catch (MediasoupException)
        {
            transport.Close();
            throw;
        }
    }
}
