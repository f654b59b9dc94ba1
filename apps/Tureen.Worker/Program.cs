using Tureen.WorkerProcess.Hosting;

// A managed end would set the exit code later, after threads that have nothing left to do.
ProcessNative.Exit(WorkerProgram.Run(args));
