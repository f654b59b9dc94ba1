using Tureen.Engine.Routing;
using Tureen.Engine.Transports;
using Tureen.WorkerProcess.Logging;
using Tureen.WorkerProcess.Messages;
using Tureen.WorkerProcess.Settings;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests to the worker itself.</summary>
internal sealed class WorkerRequests(WorkerCore worker, WorkerArguments settings, ChannelLog log)
{
    public Answer Handle(in RequestContext context)
    {
        switch (context.Method)
        {
            case RequestMethod.WorkerDump:
                return new Answer(
                    ResponseBody.WorkerDump, WorkerMessages.WriteDump(context.Writer, worker.Dump(Environment.ProcessId)));
            case RequestMethod.WorkerGetResourceUsage:
                return new Answer(
                    ResponseBody.WorkerResourceUsage, WorkerMessages.WriteResourceUsage(context.Writer, ResourceUsage.Read()));
            case RequestMethod.WorkerUpdateSettings:
                UpdateSettings(context);
                return Answer.Done;
            case RequestMethod.WorkerCreateWebRtcServer:
                worker.CreateWebRtcServer(
                    context.Read(WebRtcServerMessages.ReadId), context.Read(WebRtcServerMessages.ReadListens));
                return Answer.Done;
            case RequestMethod.WorkerWebRtcServerClose:
                CloseWebRtcServer(context);
                return Answer.Done;
            case RequestMethod.WorkerCreateRouter:
                worker.CreateRouter(context.ReadId());
                return Answer.Done;
            case RequestMethod.WorkerCloseRouter:
                CloseRouter(context);
                return Answer.Done;
            default:
                return context.Unknown();
        }
    }

    private void UpdateSettings(in RequestContext context)
    {
        (string? level, string[]? tags) = context.Read(WorkerMessages.ReadUpdateSettings);
        try
        {
            if (level is not null)
            {
                settings.Log.SetLevel(level);
            }
        }
        catch (SettingsException error)
        {
            throw new MediasoupTypeException(error.Message, error);
        }

        if (tags is not null)
        {
            settings.Log.SetTags(tags);
        }

        settings.Log.Apply(worker.Context.Log);
        WorkerSettingsLog.Write(log, settings);
    }

    private void CloseWebRtcServer(in RequestContext context)
    {
        if (!worker.WebRtcServers.TryGetValue(context.Read(WorkerMessages.ReadWebRtcServerId), out WebRtcServerCore? server))
        {
            throw new NotFoundException($"WebRtcServer not found [method:{RequestNames.Of(context.Method)}]");
        }

        worker.CloseWebRtcServer(context.Now, server, context.Sink);
    }

    private void CloseRouter(in RequestContext context)
    {
        if (!worker.Routers.TryGetValue(context.ReadId(), out RouterCore? router))
        {
            throw new NotFoundException($"Router not found [method:{RequestNames.Of(context.Method)}]");
        }

        router.Close(context.Now, context.Sink);
    }
}
