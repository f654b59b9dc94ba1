namespace Tureen.WorkerProcess.Dispatch;

/// <summary>Runs a request on its object and answers it.</summary>
internal delegate Answer RequestHandler<in T>(T target, in RequestContext context);
