namespace Studio.Training.Worker;

/// <summary>What is said to whoever reads the process's output. It may lie on a disk that is full: no reason to end a job.</summary>
static class ProcessLog
{
    public static void Write(string line)
    {
        try
        {
            Console.Error.WriteLine(line);
        }
        catch (IOException)
        {
            // There is nowhere else to say it.
        }
    }
}
