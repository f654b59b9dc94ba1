using Tureen.Engine.Routing;
using Tureen.WorkerProcess.Logging;
using Tureen.WorkerProcess.Messages;
using Tureen.WorkerProcess.Settings;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests to the worker itself.</summary>
internal sealed class WorkerRequests(WorkerCore worker, WorkerArguments settings, ChannelLog log)
{
    public static Answer GetResourceUsage(in RequestContext context) =>
        new(ResponseBody.WorkerResourceUsage, WorkerMessages.WriteResourceUsage(context.Writer, ResourceUsage.Read()));

    public Answer Dump(in RequestContext context) =>
        new(ResponseBody.WorkerDump, WorkerMessages.WriteDump(context.Writer, worker.Dump(Environment.ProcessId)));

    public void UpdateSettings(in RequestContext context)
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

    public void CreateWebRtcServer(in RequestContext context) =>
        worker.CreateWebRtcServer(context.Read(WebRtcServerMessages.ReadId), context.Read(WebRtcServerMessages.ReadListens));

    public void CloseWebRtcServer(in RequestContext context) => worker.CloseWebRtcServer(
        context.Now,
        WorkerObjects.Find(worker.WebRtcServers, context.Read(WorkerMessages.ReadWebRtcServerId), "WebRtcServer"),
        context.Sink);

    public void CreateRouter(in RequestContext context) => worker.CreateRouter(context.ReadId());

    public void CloseRouter(in RequestContext context) =>
        WorkerObjects.Find(worker.Routers, context.ReadId(), "Router").Close(context.Now, context.Sink);
}
